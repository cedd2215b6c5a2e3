using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Text;

namespace Nomen.Dns.MasterFiles;

/// <summary>Turns entries into records: directives, included files, what records leave out. Reads no text itself, so that it serves both kinds of readers.</summary>
internal sealed class MasterFileSession : IDisposable
{
    private readonly MasterFileOptions _options;
    private readonly IncludeGuard? _guard;
    private readonly Stack<OpenFile> _files = new();
    private readonly RecordTextState _state;
    private GenerateDirective? _generate;
    private long _records;
    private long _generated;

    public MasterFileSession(MasterFileSource first, MasterFileOptions options)
    {
        _options = options;
        _guard = options.IncludeRoot is { } root ? new IncludeGuard(root) : null;
        _state = new RecordTextState { Class = options.DefaultClass, DefaultTtl = options.DefaultTtl };
        _files.Push(new OpenFile(first, null));
    }

    /// <summary>Whether every file was read to its end.</summary>
    public bool IsComplete => _files.Count == 0;

    /// <summary>The file that needs text when <see cref="TryTake"/> returned false.</summary>
    public MasterFileSource Source => _files.Peek().Source;

    /// <summary>The next record; false when text is needed first, or all was read.</summary>
    public bool TryTake([NotNullWhen(true)] out ResourceRecord? record)
    {
        while (!IsComplete)
        {
            if (_generate is not null && _generate.TryMakeNext(out record))
            {
                Count(Source.Entry);
                return true;
            }

            _generate = null;
            if (Source.TryNextEntry())
            {
                if (TryTakeEntry(Source.Entry, out record))
                {
                    Count(Source.Entry);
                    return true;
                }
            }
            else if (Source.IsAtEnd)
            {
                Close();
            }
            else
            {
                break;
            }
        }

        record = null;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_files.TryPop(out OpenFile file))
        {
            file.Source.Dispose();
        }
    }

    /// <summary>RFC 1035 section 5.1: an included file changes neither the origin nor the owner of the file around it.</summary>
    private void Close()
    {
        OpenFile closed = _files.Pop();
        closed.Source.Dispose();
        _state.Owner = closed.OwnerBefore;
    }

    private bool TryTakeEntry(RdataTextReader entry, [NotNullWhen(true)] out ResourceRecord? record)
    {
        ReadOnlySpan<char> first = entry.Peek(out bool quoted);
        if (quoted || entry.StartsWithBlank || first is not ['$', ..])
        {
            record = RecordTextParser.Parse(entry, _state);
            return true;
        }

        record = null;
        switch (entry.ReadToken("a directive").ToString().ToUpperInvariant())
        {
            case "$ORIGIN":
                entry.Origin = entry.ReadName("the new origin");
                break;
            case "$TTL":
                _state.DefaultTtl = RecordTextParser.ReadTtl(entry);
                break;
            case "$INCLUDE":
                Include(entry);
                return false;
            case "$GENERATE":
                Generate(entry);
                break;
            default:
                throw entry.Error("$ORIGIN, $TTL, $INCLUDE or $GENERATE");
        }

        entry.ExpectEnd();
        return false;
    }

    private void Generate(RdataTextReader entry)
    {
        _generate = GenerateDirective.Parse(entry, _state);
        _generated += _generate.Remaining;
        if (_generated > _options.MaxGenerated)
        {
            throw entry.Error($"at most {_options.MaxGenerated} generated records");
        }
    }

    private void Include(RdataTextReader entry)
    {
        if (_guard is null)
        {
            throw entry.Error("no $INCLUDE: it is off unless a directory for it is given");
        }

        if (_files.Count > _options.MaxIncludeDepth)
        {
            throw entry.Error($"at most {_options.MaxIncludeDepth} files inside each other");
        }

        MasterFileSource included = Open(_guard, entry);
        _files.Push(new OpenFile(included, _state.Owner));
        if (!entry.AtEnd)
        {
            included.Entry.Origin = entry.ReadName("the included file's origin");
            entry.ExpectEnd();
        }
    }

    private MasterFileSource Open(IncludeGuard guard, RdataTextReader entry)
    {
        string name = entry.ReadToken("a file name", out _).ToString();
        try
        {
            if (!guard.TryLocate(name, out string? path))
            {
                throw entry.Error("a file inside the directory for $INCLUDE");
            }

            if (_files.Any(file => string.Equals(file.Source.File, path, StringComparison.Ordinal)))
            {
                throw entry.Error("a file that does not include itself");
            }

            return MasterFileSource.Open(path, entry.Origin, _options.MaxLineLength);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw entry.Error("a file that can be read", name, error);
        }
    }

    private void Count(RdataTextReader entry)
    {
        if (++_records > _options.MaxRecords)
        {
            throw entry.Error($"at most {_options.MaxRecords} records");
        }
    }

    /// <summary>A file being read, and the owner to go back to behind it.</summary>
    private readonly record struct OpenFile(MasterFileSource Source, DomainName? OwnerBefore);
}
