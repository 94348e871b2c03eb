using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>Stock lots. A quantity is a number in the item's own unit, or the row is rejected: a guess cannot be issued.</summary>
internal static class Stock
{
    private static readonly HashSet<string> forEver = new(StringComparer.Ordinal) { "长期有效", "长期", "永久", "无期限" };

    public static SupplyRow Read(Line line)
    {
        var id = line.IdOrNull("item_id");
        var name = line.Name("name");
        var unit = Unit(line, name);
        var quantity = Amount(line, unit);
        var least = Written.IsNothing(line.Cell("min_quantity").Text) ? default : Quantity.Read(line.Cell("min_quantity"));
        if (least.Fault is not null)
        {
            line.Reject("min_quantity", least.Fault);
        }
        return new(
            line.Sheet,
            line.Row,
            id,
            name,
            line.Text("category"),
            unit,
            quantity,
            least.Value,
            Expiry(line, id),
            line.Community(),
            line.Text("location"),
            line.Point(),
            line.Text("keeper_id"),
            line.Date("checked_on")
        );
    }

    private static string Unit(Line line, string name)
    {
        string? written = line.Text("unit"),
            usual = Units.Of(name);
        if (written is not null && usual is not null && written != usual)
        {
            line.Reject("unit", Reasons.UnitMismatch);
        }
        if (written is null && usual is null && name.Length > 0)
        {
            line.Reject("unit", Reasons.UnitMissing);
        }
        return written ?? usual ?? "";
    }

    private static decimal Amount(Line line, string unit)
    {
        var quantity = Quantity.Read(line.Cell("quantity"));
        if (quantity.Fault is not null)
        {
            line.Reject("quantity", quantity.Fault);
        }
        else if (quantity.UnitWritten is not null && quantity.UnitWritten != unit)
        {
            line.Reject("quantity", Reasons.UnitMismatch);
        }
        else if (quantity.UnitWritten is not null)
        {
            line.Warn("quantity", Reasons.QuantityUnitText);
        }
        return quantity.Value ?? 0;
    }

    // A numbered lot comes from a register that shows its expired stock itself; on a list without numbers nobody has looked yet.
    private static DateOnly? Expiry(Line line, string? id)
    {
        var text = Written.Text(line.Cell("expires_on").Text);
        if (text.Length == 0)
        {
            return null;
        }
        if (forEver.Contains(text) || Written.IsNothing(text))
        {
            line.Warn("expires_on", Reasons.NoExpiry);
            return null;
        }
        var date = line.Date("expires_on");
        if (date < line.Known.Today && id is null)
        {
            line.Warn("expires_on", Reasons.Expired);
        }
        return date;
    }
}
