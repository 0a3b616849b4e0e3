using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace SafetyHub.Dashboard.Access;

/// <summary>The second factor's key as people and their apps read it.</summary>
internal static class SecondFactorCode
{
    public static async Task<string> KeyAsync(UserManager<HubUser> users, HubUser user)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is { Length: > 0 } key) return key;
        await users.ResetAuthenticatorKeyAsync(user);
        return await users.GetAuthenticatorKeyAsync(user) ?? throw new InvalidOperationException("The store kept no key for the second factor");
    }

    public static string Grouped(string key) => string.Join(' ', key.Chunk(4).Select(part => new string(part))).ToLowerInvariant();

    /// <summary>The picture as a data address: it never leaves the page and no other host sees the key.</summary>
    public static string Picture(string userName, string key)
    {
        var address = $"otpauth://totp/SafetyHub:{Uri.EscapeDataString(userName)}?secret={key}&issuer=SafetyHub&digits=6";
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var code = new PngByteQRCode(data);
        return "data:image/png;base64," + Convert.ToBase64String(code.GetGraphic(6));
    }
}
