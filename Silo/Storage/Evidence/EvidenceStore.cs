using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// Stills in the folder <c>evidence</c> of the data directory, by hash. A still appears under its name only when it is whole and on disk. Below the
/// floor of free space, or when the disk refuses, it is not kept and the incident goes on without it.
/// </summary>
internal sealed class EvidenceStore : IEvidenceStore
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");
    private readonly string _root;
    private readonly long _diskFloor;
    private readonly ILogger _log;

    public EvidenceStore(HubDatabase database, StorageOptions options, ILogger<EvidenceStore> log)
    {
        _root = Path.Combine(database.DataDirectory, "evidence");
        _diskFloor = options.EvidenceDiskFloor;
        _log = log;
        PrivateFiles.MakeDirectory(_root);
    }

    public async Task<string?> SaveJpegAsync(ReadOnlyMemory<byte> jpeg, CancellationToken cancel)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(jpeg.Span));
        var path = PathOf(hash);
        if (File.Exists(path)) return hash;
        try
        {
            if (new DriveInfo(_root).AvailableFreeSpace < _diskFloor + jpeg.Length) return Refuse("the disk has less free space than its floor", null);
            await WriteAsync(path, jpeg, cancel);
            return hash;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse("the disk refused it", e);
        }
    }

    public Stream? OpenJpeg(string hash)
    {
        if (hash.Length != 64 || hash.AsSpan().ContainsAnyExcept(Hexadecimal)) return null;
        var path = PathOf(hash);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null;
    }

    private string PathOf(string hash) => Path.Combine(_root, hash[..2], hash + ".jpg");

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> jpeg, CancellationToken cancel)
    {
        PrivateFiles.MakeDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = PrivateFiles.New(temporary, FileMode.CreateNew))
            {
                await file.WriteAsync(jpeg, cancel);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private string? Refuse(string why, Exception? e)
    {
        _log.LogError(e, "A still was not kept: {Reason}. The incident goes on without it", why);
        StorageMetrics.Refused.Add(1, new KeyValuePair<string, object?>("queue", "evidence"));
        return null;
    }
}
