using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace SafetyHub.Silo.Secrets;

/// <summary>Keeps the data protection keys among the shared secrets: a page signed or a camera URL sealed by one process opens in another.</summary>
internal sealed class SharedKeyRing(ISharedSecrets secrets) : IXmlRepository
{
    private const string Prefix = "data-protection-";

    public IReadOnlyCollection<XElement> GetAllElements() => [.. secrets.List(Prefix).Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName)
    {
        var text = element.ToString(SaveOptions.DisableFormatting);
        // The name follows the content: storing the same element twice changes nothing, and a revocation never replaces its key.
        var name = Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
        secrets.GetOrAdd(name, () => text);
    }
}
