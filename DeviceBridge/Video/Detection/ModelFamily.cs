namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>How a model's picture goes in and its boxes come out.</summary>
public enum ModelFamily
{
    /// <summary>NanoDet-g as converted by <see cref="Conversion.TfjsConverter"/>: class scores and distance distributions on three grids.</summary>
    NanoDetG,

    /// <summary>YOLOX with undecoded output, 80 classes.</summary>
    Yolox,

    /// <summary>FastestDet, 80 classes.</summary>
    FastestDet,

    /// <summary>Histogram of oriented gradients, run over several sizes of the picture. Reduced accuracy.</summary>
    Hog,
}
