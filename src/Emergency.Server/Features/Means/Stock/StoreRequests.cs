using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Stock;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Stock;

/// <summary>收一批: a new lot. A minimum that is left out is 0.</summary>
/// <param name="Replaces">The lot whose minimum it takes over.</param>
internal sealed record NewLot(
    string? Name,
    string? Unit,
    int? Quantity,
    string? Location,
    string? Category = null,
    int? Minimum = null,
    DateOnly? ExpiresOn = null,
    MemberId? Keeper = null,
    SupplySource? Source = null,
    LotId? Replaces = null,
    string? Note = null
)
{
    public static IEnumerable<string> Faults(NewLot body) =>
        [
            .. Checks.Text(body.Name, "$.name", 60, needed: true),
            .. Checks.Text(body.Unit, "$.unit", 10, needed: true),
            .. StoreFaults.Quantity(body.Quantity),
            .. Checks.Text(body.Location, "$.location", 100, needed: true),
            .. Checks.Text(body.Category, "$.category", 40),
            .. Checks.Need(body.Minimum is null or (>= 0 and <= Supplies.Most), $"$.minimum: 0 to {Supplies.Most}"),
            .. Checks.Text(body.Note, "$.note", 500),
        ];

    public LotFacts Facts(LotId id, DateOnly today) =>
        new(
            id,
            Name!.Trim(),
            Category?.Trim() ?? "",
            Unit!.Trim(),
            Quantity!.Value,
            Minimum ?? 0,
            ExpiresOn,
            Location!.Trim(),
            null,
            Keeper,
            today
        );
}

internal sealed record MoreOfLot(int? Quantity, SupplySource? Source = null, string? Note = null)
{
    public static IEnumerable<string> Faults(MoreOfLot body) =>
        [.. StoreFaults.Quantity(body.Quantity), .. Checks.Text(body.Note, "$.note", 500)];
}

/// <summary>Written facts of a lot. A field that is left out is empty.</summary>
internal sealed record LotText(string? Name, string? Category, int? Minimum, DateOnly? ExpiresOn, string? Location, MemberId? Keeper)
{
    public LotFacts Onto(LotFacts facts) =>
        facts with
        {
            Name = Name?.Trim() ?? "",
            Category = Category?.Trim() ?? "",
            Minimum = Minimum ?? 0,
            ExpiresOn = ExpiresOn,
            Location = Location?.Trim() ?? "",
            Keeper = Keeper,
        };

    public IEnumerable<LotField> Differences(LotText other)
    {
        if (Name != other.Name)
            yield return LotField.Name;
        if ((Category ?? "") != (other.Category ?? ""))
            yield return LotField.Category;
        if ((Minimum ?? 0) != (other.Minimum ?? 0))
            yield return LotField.Minimum;
        if (ExpiresOn != other.ExpiresOn)
            yield return LotField.ExpiresOn;
        if (Location != other.Location)
            yield return LotField.Location;
        if (Keeper != other.Keeper)
            yield return LotField.Keeper;
    }
}

/// <summary>A correction: the fields as they were loaded and as they must become. Fields equal in both stay as they are.</summary>
internal sealed record NewLotCorrection(LotText? Was, LotText? Now)
{
    public static IEnumerable<string> Faults(NewLotCorrection body) =>
        [
            .. Checks.Need(body.Was is not null, "$.was: needed"),
            .. Checks.Need(body.Now is not null, "$.now: needed"),
            .. Checks.Text(body.Now?.Name, "$.now.name", 60, needed: true),
            .. Checks.Text(body.Now?.Category, "$.now.category", 40),
            .. Checks.Text(body.Now?.Location, "$.now.location", 100, needed: true),
            .. Checks.Need(body.Now?.Minimum is null or (>= 0 and <= Supplies.Most), $"$.now.minimum: 0 to {Supplies.Most}"),
        ];
}

/// <summary>盘点: a count.</summary>
/// <param name="CountedAt">Time by the device's clock; now where it is left out.</param>
internal sealed record NewCount(int? Here, DateTimeOffset? CountedAt = null, string? Note = null)
{
    public static IEnumerable<string> Faults(NewCount body) =>
        [.. StoreFaults.Quantity(body.Here, "$.here", least: 0), .. Checks.Text(body.Note, "$.note", 500)];
}

/// <summary>报损: a write-off. The witness is a member of the team or a name.</summary>
internal sealed record NewWriteOff(
    int? Quantity,
    WriteOffReason? Reason,
    string? Witness = null,
    MemberId? WitnessMember = null,
    string? Note = null
)
{
    public static IEnumerable<string> Faults(NewWriteOff body) =>
        [
            .. StoreFaults.Quantity(body.Quantity),
            .. Checks.Need(body.Reason is not null, "$.reason: needed"),
            .. Checks.Text(body.Witness, "$.witness", 100),
            .. Checks.Text(body.Note, "$.note", 500),
        ];
}

/// <summary>移: a move to another place of the same store.</summary>
internal sealed record NewMove(int? Quantity, string? Location, MemberId? Keeper = null)
{
    public static IEnumerable<string> Faults(NewMove body) =>
        [.. StoreFaults.Quantity(body.Quantity, least: 0), .. Checks.Text(body.Location, "$.location", 100, needed: true)];
}

/// <summary>借出: a loan to another store, a unit or a person.</summary>
/// <param name="Professionals">True when the borrower is a professional force.</param>
internal sealed record NewLoan(
    int? Quantity,
    DateOnly? Until,
    string? Store = null,
    string? Unit = null,
    string? Person = null,
    bool Professionals = false
)
{
    public static IEnumerable<string> Faults(NewLoan body) =>
        [
            .. StoreFaults.Quantity(body.Quantity),
            .. Checks.Need(body.Until is not null, "$.until: needed"),
            .. Checks.Need(body.Store is null || (body.Store.Length is 9 or 12 && Divisions.IsCode(body.Store)), "$.store: 9 or 12 digits"),
            .. StoreFaults.Holder(body.Unit, body.Person, body.Store is null),
        ];
}

internal sealed record NewTerm(DateOnly? Until)
{
    public static IEnumerable<string> Faults(NewTerm body) => Checks.Need(body.Until is not null, "$.until: needed");
}

/// <summary>还: quantities that came back, that are broken and written off, that are lost or used.</summary>
internal sealed record NewLoanReturn(int Back = 0, int Broken = 0, int Lost = 0, string? Note = null)
{
    public static IEnumerable<string> Faults(NewLoanReturn body) =>
        [
            .. Checks.Need(
                body is { Back: >= 0 and <= Supplies.Most, Broken: >= 0 and <= Supplies.Most, Lost: >= 0 and <= Supplies.Most }
                    && body.Back + body.Broken + body.Lost > 0,
                "$.back, $.broken, $.lost: 0 or more, one above 0"
            ),
            .. Checks.Text(body.Note, "$.note", 500),
        ];
}

/// <summary>发放: a hand-out that does not come back.</summary>
internal sealed record NewHandOut(
    int? Quantity,
    string? Unit = null,
    string? Person = null,
    string? Note = null,
    bool Professionals = false
)
{
    public static IEnumerable<string> Faults(NewHandOut body) =>
        [
            .. StoreFaults.Quantity(body.Quantity),
            .. StoreFaults.Holder(body.Unit, body.Person, needed: true),
            .. Checks.Text(body.Note, "$.note", 500),
        ];
}

/// <summary>调拨: a transfer to another store.</summary>
internal sealed record NewStockTransfer(int? Quantity, string? To)
{
    public static IEnumerable<string> Faults(NewStockTransfer body) =>
        [.. StoreFaults.Quantity(body.Quantity), .. Checks.Text(body.To, "$.to", 12, needed: true)];
}

/// <summary>接收: the quantity that arrived, and its place.</summary>
internal sealed record NewStockTaking(int? Quantity, string? Location, MemberId? Keeper = null)
{
    public static IEnumerable<string> Faults(NewStockTaking body) =>
        [.. StoreFaults.Quantity(body.Quantity), .. Checks.Text(body.Location, "$.location", 100, needed: true)];
}

internal static class StoreFaults
{
    public static IEnumerable<string> Quantity(int? quantity, string path = "$.quantity", int least = 1) =>
        Checks.Need(quantity >= least && quantity <= Supplies.Most, $"{path}: {least} to {Supplies.Most}");

    public static IEnumerable<string> Holder(string? unit, string? person, bool needed) =>
        [
            .. Checks.Need(
                !needed || !string.IsNullOrWhiteSpace(unit) || !string.IsNullOrWhiteSpace(person),
                "$.person: needed, or $.unit"
            ),
            .. Checks.Text(unit, "$.unit", 60),
            .. Checks.Text(person, "$.person", 60),
        ];
}
