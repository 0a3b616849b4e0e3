using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>Where somebody, or something that moves, was.</summary>
/// <param name="Box">The whole of it.</param>
/// <param name="Whole">True when all of it is masked whatever is asked for: it is not known where the head is.</param>
internal readonly record struct MaskRegion(Box Box, bool Whole)
{
    // The head is the top eighth of a standing person; detectors cut boxes short and people bend, so a good third is taken.
    private const float HeadShare = 0.38f;
    // Below this the person does not stand, or the picture ends below the chest: the head can be anywhere.
    private const float UprightRatio = 1.5f;

    /// <summary>What of it is masked. Box sizes are shares of the picture, so upright is judged with the picture's own sides.</summary>
    public Box Area(PrivacyOptions privacy, float pictureRatio)
    {
        var whole = Whole || privacy.Extent == MaskExtent.Persons || Box.Height < UprightRatio * Box.Width * pictureRatio;
        var height = whole ? Box.Height : Box.Height * HeadShare;
        var (marginX, marginY) = ((float)privacy.Margin * Box.Width, (float)privacy.Margin * Box.Width * pictureRatio);
        return new Box(Box.X - marginX, Box.Y - marginY, Box.Width + 2 * marginX, height + 2 * marginY).Clipped();
    }
}
