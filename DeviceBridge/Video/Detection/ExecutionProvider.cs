namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>What runs the model.</summary>
public enum ExecutionProvider
{
    /// <summary>The processor; always there.</summary>
    Cpu,

    /// <summary>An NVIDIA graphics card by CUDA. Needs the GPU build of ONNX Runtime and its CUDA libraries beside the program.</summary>
    Cuda,

    /// <summary>An NVIDIA graphics card by TensorRT. Needs the GPU build of ONNX Runtime, CUDA and TensorRT.</summary>
    TensorRt,

    /// <summary>Intel processors, graphics and NPUs by OpenVINO. Needs the OpenVINO build of ONNX Runtime.</summary>
    OpenVino,
}
