namespace SafetyHub.DeviceBridge.Video.Upkeep;

/// <summary>What one picture says about the camera's view.</summary>
/// <param name="Brightness">Mean grey level, 0 to 255.</param>
/// <param name="Sharpness">Strength of the finest detail as a share of the contrast; falls by a multiple when the focus is lost.</param>
/// <param name="TexturedShare">Share of the picture's cells in which anything is to be seen.</param>
/// <param name="IsMono">True for a picture without colour: infra-red or black and white.</param>
internal readonly record struct ViewMeasures(double Brightness, double Sharpness, double TexturedShare, bool IsMono);
