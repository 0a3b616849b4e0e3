namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>A rectangle in shares of the picture: x, y of the top left corner, width, height, each 0 to 1.</summary>
public readonly record struct Box(float X, float Y, float Width, float Height)
{
    /// <summary>Where the person stands: the middle of the lower edge.</summary>
    public (float X, float Y) Foot => (X + Width / 2, Y + Height);

    /// <summary>Shared area over joint area, 0 to 1.</summary>
    public float Overlap(in Box other)
    {
        var width = Math.Min(X + Width, other.X + other.Width) - Math.Max(X, other.X);
        var height = Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y);
        if (width <= 0 || height <= 0)
            return 0;
        var shared = width * height;
        return shared / (Width * Height + other.Width * other.Height - shared);
    }

    /// <summary>Share of this box that lies inside the other, 0 to 1.</summary>
    public float ShareInside(in Box other)
    {
        var width = Math.Min(X + Width, other.X + other.Width) - Math.Max(X, other.X);
        var height = Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y);
        return width <= 0 || height <= 0 ? 0 : width * height / (Width * Height);
    }

    /// <summary>The part of the box that lies inside the picture.</summary>
    public Box Clipped()
    {
        var (left, top) = (Math.Clamp(X, 0, 1), Math.Clamp(Y, 0, 1));
        return new Box(left, top, Math.Clamp(X + Width, 0, 1) - left, Math.Clamp(Y + Height, 0, 1) - top);
    }
}

/// <summary>A person found in one frame.</summary>
/// <param name="Box">Where.</param>
/// <param name="Score">How sure the model is, 0 to 1.</param>
public readonly record struct Sighting(Box Box, float Score);
