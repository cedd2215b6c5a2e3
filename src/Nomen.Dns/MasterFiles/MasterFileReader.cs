using System.Runtime.CompilerServices;
using Nomen.Dns.Errors;
using Nomen.Dns.Records;

namespace Nomen.Dns.MasterFiles;

/// <summary>Reads master files as a stream of records (RFC 1035 section 5, RFC 2308 section 4, RFC 3597 section 5).</summary>
/// <remarks>
/// Takes <c>$ORIGIN</c>, <c>$TTL</c>, <c>$INCLUDE</c> (only from <see cref="MasterFileOptions.IncludeRoot"/>) and BIND's <c>$GENERATE</c>.
/// Only the record at hand is in memory. Bad text ends the stream with <see cref="DnsTextException"/>, which tells file, line, column and what was expected.
/// Whether the records make a zone is not checked here.
/// </remarks>
public static class MasterFileReader
{
    /// <summary>Reads the records of a text.</summary>
    /// <exception cref="DnsTextException">While enumerating: bad text.</exception>
    public static IEnumerable<ResourceRecord> Read(string text, MasterFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(new StringReader(text), options);
    }

    /// <summary>Reads the records of a text as it is enumerated; the reader is not disposed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">Defaults and limits; null is <see cref="MasterFileOptions.Default"/>.</param>
    /// <param name="file">Name of the text for errors.</param>
    /// <exception cref="DnsTextException">While enumerating: bad text.</exception>
    public static IEnumerable<ResourceRecord> Read(TextReader text, MasterFileOptions? options = null, string? file = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Enumerate(() => Start(text, options ?? MasterFileOptions.Default, file));
    }

    /// <summary>Reads the records of a file of UTF-8 text, which is opened when enumeration begins.</summary>
    /// <exception cref="DnsTextException">While enumerating: bad text.</exception>
    /// <exception cref="IOException">While enumerating: the file cannot be read.</exception>
    public static IEnumerable<ResourceRecord> ReadFile(string path, MasterFileOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Enumerate(() => Open(path, options ?? MasterFileOptions.Default));
    }

    /// <summary>As <see cref="Read(TextReader, MasterFileOptions?, string?)"/>, with asynchronous reads. Files named by <c>$INCLUDE</c> are opened synchronously.</summary>
    /// <exception cref="DnsTextException">While enumerating: bad text.</exception>
    public static IAsyncEnumerable<ResourceRecord> ReadAsync(TextReader text, MasterFileOptions? options = null, string? file = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return EnumerateAsync(() => Start(text, options ?? MasterFileOptions.Default, file), cancellationToken);
    }

    /// <summary>As <see cref="ReadFile"/>, with asynchronous reads.</summary>
    /// <exception cref="DnsTextException">While enumerating: bad text.</exception>
    /// <exception cref="IOException">While enumerating: the file cannot be read.</exception>
    public static IAsyncEnumerable<ResourceRecord> ReadFileAsync(string path, MasterFileOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return EnumerateAsync(() => Open(path, options ?? MasterFileOptions.Default), cancellationToken);
    }

    private static MasterFileSession Start(TextReader text, MasterFileOptions options, string? file) =>
        new(new MasterFileSource(text, file, options.Origin, options.MaxLineLength, ownsText: false), options);

    private static MasterFileSession Open(string path, MasterFileOptions options) =>
        new(MasterFileSource.Open(Path.GetFullPath(path), options.Origin, options.MaxLineLength), options);

    private static IEnumerable<ResourceRecord> Enumerate(Func<MasterFileSession> start)
    {
        using MasterFileSession session = start();
        while (true)
        {
            while (session.TryTake(out ResourceRecord? record))
            {
                yield return record;
            }

            if (session.IsComplete)
            {
                yield break;
            }

            session.Source.Fill();
        }
    }

    private static async IAsyncEnumerable<ResourceRecord> EnumerateAsync(Func<MasterFileSession> start, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using MasterFileSession session = start();
        while (true)
        {
            while (session.TryTake(out ResourceRecord? record))
            {
                yield return record;
            }

            if (session.IsComplete)
            {
                yield break;
            }

            await session.Source.FillAsync(cancellationToken);
        }
    }
}
