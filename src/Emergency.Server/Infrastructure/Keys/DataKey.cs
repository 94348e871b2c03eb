using System.Runtime.CompilerServices;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>The bytes of a data key in memory: every person has one, and an array for each would double the cost.</summary>
[InlineArray(Cipher.KeyBytes)]
internal struct DataKey
{
    private byte _first;

    public static DataKey From(ReadOnlySpan<byte> key)
    {
        var kept = new DataKey();
        key.CopyTo(kept);
        return kept;
    }

    public readonly byte[] ToArray() => ((ReadOnlySpan<byte>)this).ToArray();
}
