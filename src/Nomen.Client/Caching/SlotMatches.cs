using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nomen.Client.Caching;

/// <summary>The slots where a question's entries may be: those of its set with its tag, and those of its second set when the first was full once.</summary>
internal ref struct SlotMatches
{
    private readonly SlotTable _table;
    private readonly ulong _hash;
    private int _first;
    private uint _left;
    private bool _isSecond;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SlotMatches(SlotTable table, ulong hash)
    {
        _table = table;
        _hash = hash;
        _first = table.FirstSlot(hash);
        table.Touch(_first);
        _left = table.Matches(_first, SlotTable.TagOf(hash));
    }

    /// <summary>The slot.</summary>
    public int Slot { get; private set; }

    /// <summary>Moves to the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        if (_left == 0 && !TryMoveToSecondSet())
        {
            return false;
        }

        Slot = _first + BitOperations.TrailingZeroCount(_left);
        _left &= _left - 1;
        return true;
    }

    private bool TryMoveToSecondSet()
    {
        if (_isSecond || !_table.HasOverflowed(_first))
        {
            return false;
        }

        _isSecond = true;
        _first = _table.SecondSlot(_hash);
        _left = _table.Matches(_first, SlotTable.TagOf(_hash));
        return _left != 0;
    }
}
