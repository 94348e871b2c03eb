using Emergency.Domain;
using Emergency.Domain.Counties;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Counties;

/// <param name="MaySet">Whether the asker may ask for another value.</param>
internal sealed record DeadlinesShown(string County, string? CountyName, IReadOnlyList<DeadlineShown> Items, bool MaySet, long Position);

/// <summary>One deadline as it is in a county; all values in its unit, an hour of the day in Asia/Shanghai.</summary>
/// <param name="InForce">By what is judged now.</param>
/// <param name="Usual">The table's value, which holds where the county has set nothing.</param>
/// <param name="Least">The smallest value a county may set.</param>
/// <param name="Most">The largest.</param>
/// <param name="Article">Where the figure itself stands: no county sets another. Null: local (本地设定).</param>
/// <param name="Own">Whether the county has set the value in force itself.</param>
/// <param name="Settings">Each time it was set or set back, the newest first.</param>
/// <param name="Waiting">What was asked for and waits for a second person.</param>
internal sealed record DeadlineShown(
    string Code,
    DeadlineUnit Unit,
    int InForce,
    int Usual,
    int Least,
    int Most,
    string? Article,
    bool Own,
    IReadOnlyList<SettingShown> Settings,
    ConfirmationId? Waiting
)
{
    internal static DeadlineShown Of(
        Deadline one,
        CountyDeadlines county,
        ConfirmationId? waiting,
        AccountsKnown accounts,
        ISealing sealing
    )
    {
        var settings = county
            .Settings.Where(setting => setting.Code == one.Code)
            .Reverse()
            .Select(setting => SettingShown.Of(setting, accounts, sealing));
        return new(
            one.Code,
            one.Unit,
            county.Value(one),
            one.Usual,
            one.Least,
            one.Most,
            one.Article,
            county.Last(one)?.Value is not null,
            [.. settings],
            waiting
        );
    }
}

/// <summary>One time it was set.</summary>
/// <param name="Value">Null: back to the table's value.</param>
/// <param name="Account">The name that account signs in with; null where it was erased.</param>
internal sealed record SettingShown(
    int? Value,
    string? Reason,
    Role By,
    string? Account,
    Role ConfirmedBy,
    string? ConfirmedByAccount,
    DateTimeOffset At
)
{
    internal static SettingShown Of(DeadlineSetting one, AccountsKnown accounts, ISealing sealing) =>
        new(
            one.Value,
            sealing.Open<FreeText>(one.Reason)?.Text,
            one.By.Role,
            accounts.Find(one.By.Account)?.Name,
            one.ConfirmedBy.Role,
            accounts.Find(one.ConfirmedBy.Account)?.Name,
            one.At
        );
}

/// <summary>A value in the deadline's unit, and why, 1 to 200 characters.</summary>
internal sealed record NewDeadline(int? Value, string? Reason)
{
    public static IReadOnlyList<string> Faults(NewDeadline body) =>
        [
            .. Checks.Need(body.Value is not null, "$.value: a whole number in the deadline's unit"),
            .. Checks.Text(body.Reason, "$.reason", 200, needed: true),
        ];
}

/// <summary>Why the table's value shall hold again, 1 to 200 characters.</summary>
internal sealed record DeadlineBack(string? Reason)
{
    public static IReadOnlyList<string> Faults(DeadlineBack body) => [.. Checks.Text(body.Reason, "$.reason", 200, needed: true)];
}

/// <summary>What was asked for waits for a second person, until then at the latest.</summary>
internal sealed record DeadlineWaits(string Deadline, ConfirmationId Confirmation, DateTimeOffset Until, long Position);
