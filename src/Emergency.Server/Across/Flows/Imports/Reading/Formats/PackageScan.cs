using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Formats;

/// <summary>
/// Counts everything in a package's XML of which a reader makes an object, while unpacking and without building anything: a package that is
/// too large is refused in the time of unpacking. Any part is counted as a sheet, since a package can name its sheets as it likes.
/// </summary>
internal sealed class PackageScan
{
    /// <summary>Bytes between two tags, or within one: more than the longest text a cell can hold.</summary>
    private const int MostRun = 256 * 1024;
    private const int Longest = 3;

    private readonly byte[] name = new byte[Longest];
    private int named,
        run,
        rows,
        cells,
        values,
        strings,
        others;
    private bool inTag,
        naming;

    /// <summary>Begins another part: its rows and cells are counted anew, all other objects over the whole package.</summary>
    public void Begin()
    {
        (run, rows, cells, values) = (0, 0, 0, 0);
        (inTag, naming) = (false, false);
    }

    /// <summary>Looks at the next bytes; a fault once a bound is passed.</summary>
    public FileFault? See(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            // The second byte of a letter in UTF-16.
            if (one == 0)
            {
                continue;
            }
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
        return rows > Bounds.Rows ? new(values * 10L < rows ? Reasons.EmptyRows : Reasons.TooManyRows)
            : cells > Bounds.Cells || strings > Bounds.Cells ? new(Reasons.TooManyRows)
            : others > Bounds.Others ? new(Reasons.WorkbookTooLarge)
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
        var word = name.AsSpan(0, Math.Min(named, Longest));
        if (named == 3 && word.SequenceEqual("row"u8))
        {
            rows++;
        }
        else if (named == 1 && word[0] == 'c')
        {
            cells++;
        }
        else if (named == 1 && word[0] is (byte)'v' or (byte)'t')
        {
            values++;
        }
        else if (named == 2 && word.SequenceEqual("si"u8))
        {
            strings++;
        }
        // Ends of elements have no name here, and formulas and the cover of a text go with their cell.
        else if (named > 0 && !(named == 1 && word[0] == 'f') && !(named == 2 && word.SequenceEqual("is"u8)))
        {
            others++;
        }
    }
}
