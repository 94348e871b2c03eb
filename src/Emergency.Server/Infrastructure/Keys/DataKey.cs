using System.Runtime.CompilerServices;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>The bytes of a data key where they are kept: there is one for everybody, and an array of its own would cost as much again.</summary>
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
