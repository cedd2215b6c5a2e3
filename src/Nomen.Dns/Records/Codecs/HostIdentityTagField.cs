namespace Nomen.Dns.Records.Codecs;

/// <summary>The tag of a HIP record, whose forms are in <see cref="HipForm"/>: octets that one length octet can count.</summary>
internal abstract class HostIdentityTagField : OctetsField
{
    public static ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> value, string name) =>
        value.Length <= byte.MaxValue ? value : throw new ArgumentException("A host identity tag has 1 to 255 octets.", name);
}
