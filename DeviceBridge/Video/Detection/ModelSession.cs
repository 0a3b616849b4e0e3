using Microsoft.ML.OnnxRuntime;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>A model opened by ONNX Runtime.</summary>
/// <param name="Session">The session; safe for any number of threads.</param>
/// <param name="Provider">What runs it.</param>
/// <param name="ProviderReason">Why it is not the wished provider; null when it is.</param>
internal sealed record ModelSession(InferenceSession Session, ExecutionProvider Provider, string? ProviderReason)
{
    /// <summary>Opens a model on the wished provider or, when that cannot be, on the processor with the reason; throws <see cref="ModelRejectedException"/>.</summary>
    public static ModelSession Open(ModelManifest manifest, byte[] model, ExecutionProvider wished)
    {
        var reason = wished == ExecutionProvider.Cpu ? null : WhyNot(wished);
        if (wished != ExecutionProvider.Cpu && reason is null)
        {
            try
            {
                using var options = Options(manifest);
                Append(options, wished);
                return new ModelSession(new InferenceSession(model, options), wished, null);
            }
            catch (Exception failure) when (failure is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
            {
                reason = $"{wished} could not be started: {failure.Message}";
            }
        }
        return new ModelSession(OnProcessor(manifest, model), ExecutionProvider.Cpu, reason);
    }

    private static InferenceSession OnProcessor(ModelManifest manifest, byte[] model)
    {
        using var options = Options(manifest);
        try
        {
            return new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new ModelRejectedException($"{manifest.File} is not a model that ONNX Runtime can run: {failure.Message}", failure);
        }
    }

    // Measured: two workers with one thread each do 1.5 to 2 times the work of one worker with two.
    private static SessionOptions Options(ModelManifest manifest) => new()
    {
        IntraOpNumThreads = 1,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,

        // HOG runs on a dozen picture sizes; a memory plan kept for each would pile up.
        EnableMemoryPattern = manifest.Family != ModelFamily.Hog,
    };

    private static string? WhyNot(ExecutionProvider wished)
    {
        var there = OrtEnv.Instance().GetAvailableProviders();
        return there.Contains(NameOf(wished))
            ? null
            : $"{wished} is wished for, but the ONNX Runtime beside the program only has {string.Join(", ", there.Select(name => name.Replace("ExecutionProvider", "", StringComparison.Ordinal)))}.";
    }

    private static string NameOf(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Cuda => "CUDAExecutionProvider",
        ExecutionProvider.TensorRt => "TensorrtExecutionProvider",
        ExecutionProvider.OpenVino => "OpenVINOExecutionProvider",
        _ => "CPUExecutionProvider",
    };

    private static void Append(SessionOptions options, ExecutionProvider provider)
    {
        switch (provider)
        {
            case ExecutionProvider.Cuda:
                options.AppendExecutionProvider_CUDA();
                break;
            case ExecutionProvider.TensorRt:
                options.AppendExecutionProvider_Tensorrt();
                options.AppendExecutionProvider_CUDA(); // for what TensorRT does not know
                break;
            case ExecutionProvider.OpenVino:
                options.AppendExecutionProvider_OpenVINO();
                break;
        }
    }
}
