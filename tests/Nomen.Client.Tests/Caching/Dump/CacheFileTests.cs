using Nomen.Client.Caching;
using Nomen.Client.Caching.Dump;

namespace Nomen.Client.Tests.Caching.Dump;

/// <summary>Dumps in files: written beside and renamed, for the owner alone.</summary>
public sealed class CacheFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nomen-cache-");

    private string File => Path.Combine(_directory.FullName, "cache.dump");

    [Fact]
    public async Task A_file_comes_back_and_leaves_nothing_beside_it()
    {
        await using CacheTransport source = await FilledAsync(3);
        await using CacheTransport target = new(new CacheUpstream());

        long saved = await source.SaveAsync(File);
        CacheLoadResult result = await target.LoadAsync(File);

        Assert.Equal((3, 3, 3), (saved, result.Loaded, target.Statistics.Entries));
        Assert.Equal([File], Directory.GetFiles(_directory.FullName));
    }

    [Fact]
    public async Task A_second_dump_takes_the_place_of_the_first()
    {
        await using CacheTransport source = await FilledAsync(1);
        await source.SaveAsync(File);
        await source.SendAsync(CacheWorld.Request("more.example"));

        await source.SaveAsync(File);

        await using CacheTransport target = new(new CacheUpstream());
        Assert.Equal(2, (await target.LoadAsync(File)).Loaded);
    }

    [Fact]
    public async Task Saving_that_is_cancelled_leaves_the_old_file_as_it_is()
    {
        await using CacheTransport source = await FilledAsync(1);
        await source.SaveAsync(File);
        byte[] before = await System.IO.File.ReadAllBytesAsync(File);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await source.SaveAsync(File, new CancellationToken(canceled: true)));

        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File));
        Assert.Equal([File], Directory.GetFiles(_directory.FullName));
    }

    [Fact]
    public async Task A_file_is_for_its_owner_alone()
    {
        await using CacheTransport source = await FilledAsync(1);

        await source.SaveAsync(File);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact]
    public async Task No_file_is_no_damaged_file()
    {
        await using CacheTransport target = new(new CacheUpstream());

        await Assert.ThrowsAsync<FileNotFoundException>(async () => await target.LoadAsync(File));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static async Task<CacheTransport> FilledAsync(int names)
    {
        CacheTransport cache = new(new CacheUpstream());
        for (int i = 0; i < names; i++)
        {
            await cache.SendAsync(CacheWorld.Request($"n{i}.example"));
        }

        return cache;
    }
}
