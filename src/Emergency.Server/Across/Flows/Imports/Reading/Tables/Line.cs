using System.Globalization;
using Emergency.Domain;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.Places.Shapes;

namespace Emergency.Server.Across.Imports.Reading.Tables;

/// <summary>
/// A data row while it is being read: its values by column, and its faults. A rejected row reports only the faults that reject it, one a
/// field.
/// </summary>
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

    /// <summary>Columns that the row strikes (无, /).</summary>
    public IReadOnlySet<string> Struck => header.Fields.Where(one => Written.IsStruck(Cell(one).Text)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Columns of the sheet that the row leaves empty, or marks as unknown.</summary>
    public IReadOnlySet<string> Blank =>
        header
            .Fields.Where(one => Cell(one) is var cell && (cell.IsBlank || Written.IsUnknown(cell.Text)))
            .ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc cref="Header.IsLent"/>
    public bool IsLent(string field) => header.IsLent(field);

    public Cell Cell(string field) => header.Cell(cells, field);

    public void Reject(string field, string reason, string? detail = null)
    {
        if (!found.Exists(f => f.Outcome == Severity.Reject && f.Field == field))
        {
            found.Add(new(row, Severity.Reject, field, reason, detail));
        }
    }

    public void Warn(string field, string reason)
    {
        if (!found.Contains(new(row, Severity.Warn, field, reason)))
        {
            found.Add(new(row, Severity.Warn, field, reason));
        }
    }

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

    /// <summary>A text; null where the cell is empty, is struck, or holds a formula, which is listed.</summary>
    public string? Text(string field)
    {
        if (Written.IsNothing(Cell(field).Text))
        {
            return null;
        }
        var text = Written.Text(Cell(field).Text);
        if (IsFormula(text))
        {
            Warn(field, Reasons.Formula);
            return null;
        }
        return text;
    }

    /// <summary>A remark as it stands: it is stored nowhere, and nothing in it is a fault.</summary>
    public string? Remark(string field) => Written.Text(Cell(field).Text) is { Length: > 0 } text ? text : null;

    // A formula that came as text is no name of a person or thing; a list made from it would run it when opened.
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
        else if (Written.IsMasked(name))
        {
            Reject(field, Reasons.NameMasked);
        }
        return name;
    }

    /// <summary>A name beside the row's own; null for a formula or a partly hidden name, which is listed.</summary>
    public string? NameOrNull(string field) => NameOrNull(field, Cell(field).Text);

    /// <inheritdoc cref="NameOrNull(string)"/>
    public string? NameOrNull(string field, string written)
    {
        var name = Written.Name(written);
        if (Written.IsNothing(name))
        {
            return null;
        }
        var fault =
            IsFormula(name) ? Reasons.Formula
            : Written.IsMasked(name) ? Reasons.NameMasked
            : null;
        if (fault is not null)
        {
            Warn(field, fault);
        }
        return fault is null ? name : null;
    }

    /// <summary>A register number that is required and must not repeat within the file.</summary>
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

    /// <summary>The community in which a point lies; a point outside all communities of the division is rejected.</summary>
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

    /// <summary>A day that matters less than the row's person: an unreadable one is listed, and null then.</summary>
    public DateOnly? Day(string field)
    {
        if (Written.IsNothing(Cell(field).Text))
        {
            return null;
        }
        var date = Dates.Read(Cell(field));
        if (date is null)
        {
            Warn(field, Reasons.DateInvalid);
        }
        return date;
    }

    /// <summary>All telephones of some columns; other text in them is listed.</summary>
    public ListOf<string> Phones(params ReadOnlySpan<string> fields)
    {
        var all = new List<string>();
        foreach (var field in fields)
        {
            var phones = Across.Imports.Reading.Values.Phones.Read(Cell(field));
            all.AddRange(phones.Numbers);
            if (phones.Fault is not null)
            {
                Warn(field, phones.Fault);
            }
        }
        return [.. all.Distinct(StringComparer.Ordinal).Take(Across.Imports.Reading.Values.Phones.Most)];
    }

    /// <summary>The telephones of a person who is recorded only to be called.</summary>
    public ListOf<string> RequiredPhones(params ReadOnlySpan<string> fields)
    {
        var phones = Phones(fields);
        if (phones.Count == 0)
        {
            var isWritten = false;
            foreach (var field in fields)
            {
                isWritten |= !Written.IsNothing(Cell(field).Text);
            }
            Reject(fields[0], isWritten ? Reasons.PhoneInvalid : Reasons.PhoneMissing);
        }
        return phones;
    }

    public double? Number(string field, double least, double most, Severity fault = Severity.Reject)
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
        Fault(field, fault);
        return null;
    }

    public int? Count(string field, int most, Severity fault = Severity.Reject)
    {
        var number = Number(field, 0, most, fault);
        if (number is not { } n || n == Math.Floor(n))
        {
            return (int?)number;
        }
        Fault(field, fault);
        return null;
    }

    private void Fault(string field, Severity fault)
    {
        if (fault == Severity.Reject)
        {
            Reject(field, Reasons.NumberInvalid);
        }
        else
        {
            Warn(field, Reasons.NumberInvalid);
        }
    }

    public bool? Answer(string field)
    {
        var text = Written.Text(Cell(field).Text);
        if (text is "是" or "有" or "同意" or "√" or "✓" or "✔" or "1" or "Y" or "y" or "true" or "TRUE")
        {
            return true;
        }
        if (text is "否" or "无" or "没有" or "不是" or "不同意" or "×" or "✗" or "0" or "N" or "n" or "false" or "FALSE")
        {
            return false;
        }
        if (Written.IsNothing(text))
        {
            return null;
        }
        Warn(field, Reasons.AnswerUnclear);
        return null;
    }

    public IReadOnlyList<string> List(string field) =>
        Text(field)?.Split([';', '；', '、', ',', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The door. An address not understood down to the building is listed; its text stays.</summary>
    public Address Address()
    {
        var (text, building) = (Text("address"), Text("building"));
        var (door, unread) = Addresses.Read(
            text,
            building,
            Text("unit"),
            Text("floor"),
            Text("room"),
            Addresses.Numbered(header.Label("building"))
        );
        if (unread)
        {
            Warn(text is not null || building is null ? "address" : "building", Reasons.DoorUnread);
        }
        return door;
    }

    /// <summary>
    /// The row's point in WGS84. Exchanged longitude and latitude are corrected; a point outside China is left out. Both are listed.
    /// </summary>
    public LonLat? Point()
    {
        string lon = Written.Symbols(Cell("lon").Text),
            lat = Written.Symbols(Cell("lat").Text);
        if (Written.IsNothing(lon) && Written.IsNothing(lat))
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
