using Emergency.Server.CrossFeature.Imports.Reading.Values;

namespace Emergency.Server.CrossFeature.Imports.Reading.Formats;

/// <summary>Counts rows and cells in the XML of a sheet while it is unpacked, without building anything of it: what is too large is refused in the time of unpacking.</summary>
internal sealed class PackageScan(bool sheet)
{
    /// <summary>Bytes between two tags, or within one: more than the longest text a cell can hold.</summary>
    private const int MostRun = 256 * 1024;
    private const int Longest = 3;

    private readonly byte[] name = new byte[Longest];
    private int named,
        run,
        rows,
        cells,
        values;
    private bool inTag,
        naming;

    /// <summary>Looks at the next bytes; a fault once a bound is passed.</summary>
    public FileFault? See(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (one > ' ' && ++run > MostRun)
            {
                return new(Reasons.TextTooLong);
            }
            if (one == '<')
            {
                (inTag, naming, named, run) = (true, true, 0, 0);
            }
            else if (!inTag) { }
            else if (naming && one == ':')
            {
                named = 0;
            }
            else if (naming && char.IsAsciiLetter((char)one))
            {
                Named(one);
            }
            else
            {
                if (naming)
                {
                    Count();
                }
                naming = false;
                if (one == '>')
                {
                    (inTag, run) = (false, 0);
                }
            }
        }
        if (!sheet)
        {
            return null;
        }
        return rows > Bounds.Rows ? new(values * 10L < rows ? Reasons.EmptyRows : Reasons.TooManyRows)
            : cells > Bounds.Cells ? new(Reasons.TooManyRows)
            : null;
    }

    private void Named(byte letter)
    {
        if (named < Longest)
        {
            name[named] = letter;
        }
        named++;
    }

    private void Count()
    {
        if (named == 3 && name.AsSpan().SequenceEqual("row"u8))
        {
            rows++;
        }
        else if (named == 1 && name[0] == 'c')
        {
            cells++;
        }
        else if (named == 1 && name[0] is (byte)'v' or (byte)'t')
        {
            values++;
        }
    }
}
