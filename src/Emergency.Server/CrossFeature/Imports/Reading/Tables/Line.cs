using System.Globalization;
using Emergency.Server.CrossFeature.Imports.Reading.Values;
using Emergency.Server.Features.Places.Shapes;

namespace Emergency.Server.CrossFeature.Imports.Reading.Tables;

/// <summary>One data row while it is being read: its values by column, and what is found wrong with it. A rejected row reports only what rejects it, one reason a field.</summary>
internal sealed class Line(Book book, string? sheet, Header header, int row, Cell[] cells)
{
    private readonly List<Finding> found = [];
    private readonly List<string> unique = [];

    public int Row => row;
    public string? Sheet => sheet;
    public IKnown Known => book.Known;
    public bool IsRejected => found.Exists(f => f.Outcome == Severity.Reject);
    public IReadOnlyList<Finding> Findings => [.. found.Where(f => f.Outcome == Severity.Reject || !IsRejected)];

    public bool Has(string field) => header.Has(field);

    /// <summary>Columns in which the row says that there is nothing.</summary>
    public IReadOnlySet<string> Struck =>
        header.Fields.Where(one => Cell(one) is { IsBlank: false } cell && Written.IsNothing(cell.Text)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Columns the sheet has and the row leaves empty.</summary>
    public IReadOnlySet<string> Blank => header.Fields.Where(one => Cell(one).IsBlank).ToHashSet(StringComparer.Ordinal);

    public Cell Cell(string field) => header.Cell(cells, field);

    public void Reject(string field, string reason, string? detail = null)
    {
        if (!found.Exists(f => f.Outcome == Severity.Reject && f.Field == field))
        {
            found.Add(new(row, Severity.Reject, field, reason, detail));
        }
    }

    public void Warn(string field, string reason) => found.Add(new(row, Severity.Warn, field, reason));

    /// <summary>Rejects a key that an imported row of this file already has.</summary>
    public void Unique(string key, string field, string reason)
    {
        if (book.Holds(key))
        {
            Reject(field, reason);
        }
        else
        {
            unique.Add(key);
        }
    }

    public void Remember() => book.Keep(unique);

    public string? Text(string field)
    {
        if (Written.Text(Cell(field).Text) is not { Length: > 0 } text)
        {
            return null;
        }
        if (IsFormula(text))
        {
            Reject(field, Reasons.Formula);
        }
        return text;
    }

    // A formula that came as text is nobody's name and nothing's place; whoever opens a list made from it would run it.
    private static bool IsFormula(string text) => text[0] is '=' or '@' || (text[0] is '+' or '-' && text.AsSpan().ContainsAny('(', '!'));

    public string Name(string field, string reason = Reasons.MissingName)
    {
        var name = Written.Name(Cell(field).Text);
        if (Written.IsNothing(name))
        {
            Reject(field, reason);
        }
        else if (IsFormula(name))
        {
            Reject(field, Reasons.Formula);
        }
        return name;
    }

    public string? NameOrNull(string field)
    {
        if (Written.Name(Cell(field).Text) is not { Length: > 0 } name || Written.IsNothing(name))
        {
            return null;
        }
        if (IsFormula(name))
        {
            Reject(field, Reasons.Formula);
        }
        return name;
    }

    /// <summary>A register number that must be there and not repeat within the file.</summary>
    public string Id(string field)
    {
        var id = Text(field) ?? "";
        if (id.Length == 0)
        {
            Reject(field, Reasons.MissingId);
        }
        else
        {
            Unique($"{field}={id}", field, Reasons.DuplicateId);
        }
        return id;
    }

    public string? IdOrNull(string field) => Text(field) is null ? null : Id(field);

    public string Community()
    {
        // A workbook with a sheet for each community has no column for it.
        var said = Text("community_code") ?? Text("community") ?? (Has("community_code") || Has("community") ? null : sheet);
        var code = said is { } written ? book.Communities.Find(written) : null;
        if (code is null)
        {
            var (reason, detail) = book.Communities.WhyNone(said);
            Reject("community", reason, detail);
        }
        return code ?? "";
    }

    /// <summary>The community in which a point lies; one that lies in none of the division is rejected.</summary>
    public string CommunityAt(LonLat? point)
    {
        var code = point is { } at ? Known.CommunityAt(at) : null;
        if (code is null && point is not null)
        {
            Reject("lon", Reasons.OutsideDivision);
        }
        return code ?? "";
    }

    public DateOnly? Date(string field)
    {
        var cell = Cell(field);
        if (Written.IsNothing(cell.Text))
        {
            return null;
        }
        var date = Dates.Read(cell);
        if (date is null)
        {
            Reject(field, Reasons.DateInvalid);
        }
        return date;
    }

    /// <summary>A phone that is listed when it cannot be dialled; null then.</summary>
    public string? Phone(string field)
    {
        var phone = CrossFeature.Imports.Reading.Values.Phone.Read(Cell(field));
        if (phone.Fault is not null)
        {
            Warn(field, phone.Fault);
        }
        return phone.Number;
    }

    public string RequiredPhone(string field)
    {
        var phone = CrossFeature.Imports.Reading.Values.Phone.Read(Cell(field));
        if (phone.Number is null)
        {
            Reject(field, phone.Fault ?? Reasons.PhoneMissing);
        }
        return phone.Number ?? "";
    }

    public double? Number(string field, double least, double most)
    {
        if (Written.IsNothing(Cell(field).Text))
        {
            return null;
        }
        if (
            double.TryParse(
                Written.Symbols(Cell(field).Text).Replace(",", "", StringComparison.Ordinal),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number >= least
            && number <= most
        )
        {
            return number;
        }
        Reject(field, Reasons.NumberInvalid);
        return null;
    }

    public int? Count(string field, int most)
    {
        var number = Number(field, 0, most);
        if (number is not { } n || n == Math.Floor(n))
        {
            return (int?)number;
        }
        Reject(field, Reasons.NumberInvalid);
        return null;
    }

    public bool? Answer(string field)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }
        if (text is "是" or "有" or "√" or "1" or "Y" or "y" or "true" or "TRUE")
        {
            return true;
        }
        if (text is "否" or "无" or "×" or "0" or "N" or "n" or "false" or "FALSE")
        {
            return false;
        }
        Warn(field, Reasons.AnswerUnclear);
        return null;
    }

    public IReadOnlyList<string> List(string field) =>
        Written.IsNothing(Cell(field).Text)
            ? []
            : Text(field)?.Split([';', '；', '、', ',', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                ?? [];

    /// <summary>The door. One that is not understood down to the building is listed; its text stays.</summary>
    public Address Address()
    {
        var (door, unread) = Addresses.Read(
            Part("address"),
            Part("building"),
            Part("unit"),
            Part("floor"),
            Part("room"),
            Addresses.Numbered(header.Label("building"))
        );
        if (unread)
        {
            Warn(Part("address") is not null || !Has("building") ? "address" : "building", Reasons.DoorUnread);
        }
        return door;
    }

    /// <summary>A text, or null where the cell is empty or says that there is nothing.</summary>
    public string? Part(string field) => Written.IsNothing(Cell(field).Text) ? null : Text(field);

    /// <summary>The row's point in WGS84. Exchanged longitude and latitude are put right; a point outside China is left out. Both are listed.</summary>
    public LonLat? Point()
    {
        string lon = Written.Symbols(Cell("lon").Text),
            lat = Written.Symbols(Cell("lat").Text);
        if (lon.Length == 0 && lat.Length == 0)
        {
            return null;
        }
        if (
            !double.TryParse(lon, NumberStyles.Float, CultureInfo.InvariantCulture, out var x)
            || !double.TryParse(lat, NumberStyles.Float, CultureInfo.InvariantCulture, out var y)
        )
        {
            Warn("lon", Reasons.CoordinatesInvalid);
            return null;
        }
        var point = new LonLat(x, y);
        if (China.Holds(point))
        {
            return point;
        }
        if (!China.Holds(point.Exchanged))
        {
            Warn("lon", Reasons.CoordinatesOutside);
            return null;
        }
        Warn("lon", Reasons.CoordinatesSwapped);
        return point.Exchanged;
    }
}
