using Nomen.Dns.Wire;

namespace Nomen.Dns.Names;

/// <summary>Canonical order of names (RFC 4034 section 6.1).</summary>
internal static class NameOrder
{
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> leftStarts = stackalloc byte[DomainName.MaxLabels + 1];
        Span<byte> rightStarts = stackalloc byte[DomainName.MaxLabels + 1];
        int leftCount = LabelStarts(left, leftStarts);
        int rightCount = LabelStarts(right, rightStarts);

        for (int i = 1; i <= Math.Min(leftCount, rightCount); i++)
        {
            int order = CompareLabels(left[leftStarts[leftCount - i]..], right[rightStarts[rightCount - i]..]);
            if (order != 0)
            {
                return order;
            }
        }

        return leftCount - rightCount;
    }

    private static int LabelStarts(ReadOnlySpan<byte> wire, Span<byte> starts)
    {
        int count = 0;
        for (int position = 0; wire[position] != 0; position += wire[position] + 1)
        {
            starts[count++] = (byte)position;
        }

        return count;
    }

    private static int CompareLabels(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int leftLength = left[0];
        int rightLength = right[0];
        for (int i = 1; i <= Math.Min(leftLength, rightLength); i++)
        {
            int order = NameCase.Fold(left[i]) - NameCase.Fold(right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return leftLength - rightLength;
    }
}
