using Microsoft.ML.OnnxRuntime;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>
/// Runs the pictures of several lanes together on a model with an open batch size. Nobody waits for a batch to fill: while one run is under
/// way the next pictures gather, and whoever comes first when it ends takes them all, up to <c>largest</c>. Worth it on a graphics card; on a
/// processor a lane for each core does more. Safe for any number of threads; each waits for its own result.
/// </summary>
internal sealed class ModelBatch(InferenceSession session, ModelOutputs outputs, long[] inputShape, int largest) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<Request> _waiting = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames = [session.InputNames[0]];
    private readonly int _pictureLength = (int)inputShape.Skip(1).Aggregate(1L, (a, b) => a * b);
    private float[] _input = [];

    /// <summary>Pictures in the largest run so far.</summary>
    public int LargestRun { get; private set; }

    /// <summary>A lane's part of it.</summary>
    public IModelRun CreateRun(float[] input) => new Request(this, input, [.. outputs.Lengths.Select(length => new float[length])]);

    public void Dispose()
    {
        _options.Dispose();
        _turn.Dispose();
    }

    private void Run(Request request)
    {
        lock (_lock)
            _waiting.Enqueue(request);
        _turn.Wait();
        try
        {
            // Somebody else may have run it meanwhile. If not, it is among the waiting, perhaps behind more than one run.
            while (!request.IsDone)
                RunWaiting();
        }
        finally
        {
            _turn.Release();
        }
    }

    private void RunWaiting()
    {
        var together = new List<Request>(largest);
        lock (_lock)
        {
            while (together.Count < largest && _waiting.TryDequeue(out var next))
                together.Add(next);
        }
        try
        {
            Execute(together);
        }
        catch (OnnxRuntimeException failure)
        {
            foreach (var request in together)
                request.Failure = failure;
        }
        foreach (var request in together)
            request.IsDone = true;
    }

    private void Execute(List<Request> together)
    {
        LargestRun = Math.Max(LargestRun, together.Count);
        if (_input.Length < together.Count * _pictureLength)
            _input = new float[together.Count * _pictureLength];
        for (var i = 0; i < together.Count; i++)
            together[i].Input.CopyTo(_input, i * _pictureLength);
        long[] shape = [together.Count, .. inputShape[1..]];
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _input.AsMemory(0, together.Count * _pictureLength), shape);
        using var results = session.Run(_options, _inputNames, [input], outputs.Names);
        for (var output = 0; output < outputs.Names.Length; output++)
        {
            var values = results[output].GetTensorDataAsSpan<float>();
            var length = outputs.Lengths[output];
            for (var i = 0; i < together.Count; i++)
                values.Slice(i * length, length).CopyTo(together[i].Results[output]);
        }
    }

    private sealed class Request(ModelBatch batch, float[] input, float[][] results) : IModelRun
    {
        public float[] Input => input;

        public float[][] Results => results;

        public IReadOnlyList<float[]> Outputs => results;

        public bool IsDone { get; set; }

        public OnnxRuntimeException? Failure { get; set; }

        public void Run()
        {
            (IsDone, Failure) = (false, null);
            batch.Run(this);
            if (Failure is not null)
                throw new InvalidOperationException($"The model failed on a batch: {Failure.Message}", Failure);
        }

        public void Dispose()
        {
            // The batch belongs to the detector; nothing of it is this lane's own.
        }
    }
}
