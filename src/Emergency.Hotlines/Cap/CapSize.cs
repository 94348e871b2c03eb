namespace Emergency.Hotlines.Cap;

/// <summary>
/// Amount of markup in a message, counted on its bytes before any reader builds something of it: one element with a hundred thousand
/// attributes costs a reader seconds.
/// </summary>
internal static class CapSize
{
    /// <summary>Tags and attributes together, far above what any issuer writes (a few hundred).</summary>
    public const int MostMarkup = 50_000,
        MostAttributes = 5_000;

    /// <summary>
    /// True where the message holds more markup than any warning needs. Zero bytes are passed over, so that wide encodings count the same;
    /// signs inside texts count too, which only makes it stricter.
    /// </summary>
    public static bool TooMuch(ReadOnlySpan<byte> body)
    {
        var (tags, attributes, equals) = (0, 0, false);
        foreach (var one in body)
        {
            switch (one)
            {
                case 0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    continue;
                case (byte)'<':
                    tags++;
                    break;
                case (byte)'"' or (byte)'\'' when equals:
                    attributes++;
                    break;
            }
            equals = one == (byte)'=';
            if (tags > MostMarkup || attributes > MostAttributes)
            {
                return true;
            }
        }
        return false;
    }
}
