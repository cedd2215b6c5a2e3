using System.Globalization;
using Nomen.Client.Services;

namespace Nomen.Client.Caching.Dump;

/// <summary>Writes a file so that whoever opens it, and whoever comes after a crash, sees the old content or the new, whole.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, flushes to the disk, renames.</summary>
    /// <param name="path">The file; its directory exists.</param>
    /// <param name="random">Names the file beside it: nobody can have put a link there.</param>
    /// <param name="write">Writes the content.</param>
    public static async ValueTask<long> WriteAsync(string path, DnsRandom random, Func<Stream, ValueTask<long>> write)
    {
        string beside = string.Create(CultureInfo.InvariantCulture, $"{path}.{random.NextUInt64():x16}.tmp");
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // What people asked for is nobody else's business; and what is read back is believed.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        FileStream file = new(beside, options);
        try
        {
            long written;
            await using (file)
            {
                written = await write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
            return written;
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
