using Nomen.Client.Caching;
using Nomen.Client.Caching.Denial;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>The memory of proofs: its bound, what goes first, and many threads at once.</summary>
public sealed class DenialStoreTests
{
    private const long Frequency = 10_000_000;

    [Fact]
    [Knob(typeof(AggressiveNsecOptions), nameof(AggressiveNsecOptions.MaxBytes))]
    public void MaxBytes_bounds_a_zone_of_many_names()
    {
        DenialStore small = new(new AggressiveNsecOptions { MaxBytes = 64 << 10 }, Frequency);
        DenialStore large = new(new AggressiveNsecOptions { MaxBytes = 1 << 20 }, Frequency);

        Proofs.Fill(small, 0, 1000);
        Proofs.Fill(large, 0, 1000);

        Assert.InRange(small.Bytes, 60_000, 64 << 10);
        Assert.InRange(large.Bytes, 300_000, 1 << 20);
    }

    [Fact]
    public void A_flood_of_zones_stays_within_the_bound()
    {
        DenialStore store = new(new AggressiveNsecOptions { MaxBytes = 64 << 10 }, Frequency);

        for (int i = 0; i < 2000; i++)
        {
            store.Add(Proofs.Nsec(DomainName.Parse($"zone{i}.test"), "a", "b"));
        }

        Assert.InRange(store.Bytes, 60_000, 64 << 10);
    }

    [Fact]
    public void What_answers_stays_and_what_does_not_goes()
    {
        DenialStore store = new(new AggressiveNsecOptions { MaxBytes = 64 << 10 }, Frequency);
        store.Add(Proofs.Soa(SignedZone.DefaultApex));
        Proofs.Fill(store, 0, 10);

        for (int i = 10; i < 1000; i++)
        {
            Proofs.Fill(store, i, 1);
            Assert.NotNull(store.TryAnswer(CacheWorld.Request("n000005.example", DnsType.TXT), now: 0));
        }

        Assert.Null(store.TryAnswer(CacheWorld.Request("n000006.example", DnsType.TXT), now: 0));
    }

    [Fact]
    public void When_everything_is_in_use_something_goes_all_the_same()
    {
        DenialStore store = new(new AggressiveNsecOptions { MaxBytes = 64 << 10 }, Frequency);
        for (int i = 0; i < 2000; i++)
        {
            DenialRrset used = Proofs.Nsec(SignedZone.DefaultApex, Proofs.Name(i), Proofs.Name(i + 1));
            used.WasUsed = true;
            store.Add(used);
        }

        Assert.InRange(store.Bytes, 60_000, 64 << 10);
    }

    [Fact]
    public void A_proof_that_comes_again_takes_its_own_place()
    {
        DenialStore store = new(new AggressiveNsecOptions(), Frequency);
        Proofs.Fill(store, 0, 1);
        long bytes = store.Bytes;

        for (int i = 0; i < 100; i++)
        {
            Proofs.Fill(store, 0, 1);
        }

        Assert.Equal(bytes, store.Bytes);
    }

    [Fact]
    public async Task Readers_and_writers_do_not_disturb_each_other()
    {
        DenialStore store = new(new AggressiveNsecOptions { MaxBytes = 64 << 10 }, Frequency);
        store.Add(Proofs.Soa(SignedZone.DefaultApex));
        using CancellationTokenSource done = new();
        var readers = Enumerable.Range(0, 2).Select(seed => Task.Run(() =>
        {
            Random random = new(seed);
            while (!done.IsCancellationRequested)
            {
                string name = Proofs.Name(random.Next(500)) + ".example";
                DnsResponse? response = store.TryAnswer(CacheWorld.Request(name, DnsType.TXT), now: 0);
                Assert.True(response is null || response.Rcode == Rcode.NoError);
            }
        })).ToArray();

        for (int i = 0; i < 20; i++)
        {
            Proofs.Fill(store, 0, 500);
            store.Add(Proofs.Soa(SignedZone.DefaultApex));
            store.Forget(DomainName.Parse(Proofs.Name(i) + ".example"));
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        store.ForgetZone(DomainName.Root);
        Assert.Equal(0, store.Bytes);
    }
}
