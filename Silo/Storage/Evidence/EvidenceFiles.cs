using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace SafetyHub.Silo.Storage;

/// <summary>A file that was kept.</summary>
/// <param name="Hash">SHA-256, lower-case hexadecimal.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record KeptFile(string Hash, long Bytes);

/// <summary>
/// The folder <c>evidence</c> of the data directory: files by hash. A file appears under its name only when it is whole and on disk. Below the
/// floor of free space, or when the disk refuses, it is not kept and the incident goes on without it.
/// </summary>
internal sealed class EvidenceFiles
{
    public const string Picture = ".jpg";
    public const string Film = ".mp4";
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");
    private readonly long _diskFloor;
    private readonly ILogger _log;

    public EvidenceFiles(HubDatabase database, StorageOptions options, ILogger<EvidenceFiles> log)
    {
        Root = Path.Combine(database.DataDirectory, "evidence");
        _diskFloor = options.EvidenceDiskFloor;
        _log = log;
        PrivateFiles.MakeDirectory(Root);
    }

    public string Root { get; }

    public static bool IsHash(string text) => text.Length == 64 && !text.AsSpan().ContainsAnyExcept(Hexadecimal);

    public string PathOf(string hash, string extension) => Path.Combine(Root, hash[..2], hash + extension);

    public async Task<KeptFile?> SaveAsync(ReadOnlyMemory<byte> bytes, string extension, CancellationToken cancel)
    {
        var kept = new KeptFile(Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), bytes.Length);
        var path = PathOf(kept.Hash, extension);
        if (File.Exists(path)) return kept;
        return await TryAsync(bytes.Length, kept, () => WriteAsync(path, bytes, cancel));
    }

    /// <summary>Takes a file over: it is copied, since it may lie on another disk, and gone from where it was, also when it could not be kept.</summary>
    public async Task<KeptFile?> AdoptAsync(string file, string extension, CancellationToken cancel)
    {
        KeptFile kept;
        await using (var stream = File.OpenRead(file)) kept = new KeptFile(Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)), stream.Length);
        var path = PathOf(kept.Hash, extension);
        var done = File.Exists(path) ? kept : await TryAsync(kept.Bytes, kept, () => MoveAsync(file, path, cancel));
        File.Delete(file);
        return done;
    }

    public Stream? Open(string hash, string extension)
    {
        if (!IsHash(hash)) return null;
        var path = PathOf(hash, extension);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null;
    }

    public void Delete(string hash, string extension) => File.Delete(PathOf(hash, extension));

    private async Task<KeptFile?> TryAsync(long bytes, KeptFile kept, Func<Task> write)
    {
        try
        {
            if (new DriveInfo(Root).AvailableFreeSpace < _diskFloor + bytes) return Refuse("the disk has less free space than its floor", null);
            PrivateFiles.MakeDirectory(Path.Combine(Root, kept.Hash[..2]));
            await write();
            return kept;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse("the disk refused it", e);
        }
    }

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = PrivateFiles.New(temporary, FileMode.CreateNew))
            {
                await file.WriteAsync(bytes, cancel);
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

    private static async Task MoveAsync(string from, string path, CancellationToken cancel)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var source = File.OpenRead(from))
            await using (var target = PrivateFiles.New(temporary, FileMode.CreateNew))
            {
                await source.CopyToAsync(target, cancel);
                target.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private KeptFile? Refuse(string why, Exception? e)
    {
        _log.LogError(e, "Evidence was not kept: {Reason}. The incident goes on without it", why);
        StorageMetrics.Refused.Add(1, new KeyValuePair<string, object?>("queue", "evidence"));
        return null;
    }
}
