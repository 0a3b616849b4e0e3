namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>How a model's picture goes in and its boxes come out.</summary>
public enum ModelFamily
{
    /// <summary>NanoDet-g as converted by <see cref="Conversion.TfjsConverter"/>: class scores and distance distributions on three grids.</summary>
    NanoDetG,

    /// <summary>YOLOX with undecoded output.</summary>
    Yolox,

    /// <summary>FastestDet.</summary>
    FastestDet,

    /// <summary>YOLOv8 and its like: one output of boxes and class scores for every cell, [1, 4 + classes, cells], not yet thinned out.</summary>
    YoloV8,

    /// <summary>Models that thin out their boxes themselves: rows of left, top, right, bottom (input pixels), score, class; [1, rows, 6].</summary>
    NmsIncluded,

    /// <summary>Histogram of oriented gradients, run over several sizes of the picture. Reduced accuracy.</summary>
    Hog,
}

/// <summary>Order of the values in a model's input.</summary>
public enum TensorLayout
{
    /// <summary>All of one colour, then all of the next: [1, 3, height, width].</summary>
    ChannelsFirst,

    /// <summary>Pixel by pixel: [1, height, width, 3].</summary>
    ChannelsLast,
}

/// <summary>Order of the colours in a model's input.</summary>
public enum ColourOrder
{
    /// <summary>Blue, green, red.</summary>
    Bgr,

    /// <summary>Red, green, blue.</summary>
    Rgb,
}
