using System.Globalization;
using Nomen.Cli.Arguments;
using Nomen.Client.Transfers;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Transfers;

/// <summary>Writes the zone to a file beside its place, and puts it there when the transfer is whole; differences are applied to the zone that is there.</summary>
internal sealed class ZoneFileFormat : TransferFormat, IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly DnsRequest _request;
    private readonly ZoneTransferFormat _whole = new(new DisplayOptions());
    private StreamWriter? _file;
    private bool _isUpToDate;
    private Dictionary<(string Owner, string Data), ResourceRecord>? _zone;

    public ZoneFileFormat(string path, DnsRequest request)
    {
        _path = path;
        _temporary = path + ".part";
        _request = request;
    }

    public override void Begin(TextWriter output) => _file = new StreamWriter(_temporary);

    /// <summary>The transfer is whole: the file takes its place.</summary>
    public void Commit()
    {
        if (_zone is not null)
        {
            MasterFileWriter writer = new(_file!);
            foreach (ResourceRecord record in _zone.Values.OrderByDescending(record => record.Data is SoaData).ThenBy(record => record.Owner).ThenBy(record => record.Type))
            {
                writer.Write(record);
            }
        }

        _file!.Dispose();
        if (!_isUpToDate)
        {
            File.Move(_temporary, _path, overwrite: true);
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        File.Delete(_temporary);
    }

    protected override void Write(TextWriter output, TransferMessage message, TransferForm form)
    {
        _isUpToDate = form == TransferForm.UpToDate;
        if (form != TransferForm.Incremental)
        {
            _whole.Write(_file!, message);
            return;
        }

        _zone ??= Read();
        foreach (TransferRecord record in message.Records)
        {
            ResourceRecord owned = record.Record.ToRecord();
            if (record.Role == TransferRole.Removed)
            {
                _zone.Remove(Key(owned));
            }
            else if (record.Role == TransferRole.Added)
            {
                _zone[Key(owned)] = owned;
            }
        }
    }

    private Dictionary<(string Owner, string Data), ResourceRecord> Read()
    {
        Dictionary<(string Owner, string Data), ResourceRecord> zone = [];
        DnsQuestion question = _request.Question!.Value;
        foreach (ResourceRecord record in MasterFileReader.ReadFile(_path, new MasterFileOptions { Origin = question.Name }))
        {
            zone[Key(record)] = record;
        }

        uint since = _request.AuthorityRecords.Select(record => record.Data).OfType<SoaData>().Single().Serial;
        uint? held = zone.Values.Select(record => record.Data).OfType<SoaData>().FirstOrDefault()?.Serial;
        return held == since ? zone : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"file '{_path}' has serial {held}, so that differences from {since} cannot be applied to it"));
    }

    /// <summary>A record without its TTL, and its name without case: what makes it the same in a zone.</summary>
    private static (string Owner, string Data) Key(ResourceRecord record) => (record.Owner.ToLower().ToString(), $"{record.Type} {record.Data}");
}
