using Emergency.Domain;
using Emergency.Domain.Counties;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Counties;

/// <param name="MaySet">True when the asker can ask for another value.</param>
internal sealed record DeadlinesShown(string County, string? CountyName, IReadOnlyList<DeadlineShown> Items, bool MaySet, long Position);

/// <summary>A deadline in a county; all values are in its unit, an hour of the day in Asia/Shanghai.</summary>
/// <param name="InForce">Value in force.</param>
/// <param name="Usual">The table's value, which holds where the county has set none.</param>
/// <param name="Least">Smallest value that a county can set.</param>
/// <param name="Most">Largest value that a county can set.</param>
/// <param name="Article">Article of the law with the figure itself, which no county can change. Null: local (本地设定).</param>
/// <param name="Own">True when the county itself has set the value in force.</param>
/// <param name="Settings">All settings and resets, the newest first.</param>
/// <param name="Waiting">Request that waits for a second person.</param>
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

/// <summary>A setting or reset of a deadline.</summary>
/// <param name="Value">Null: back to the table's value.</param>
/// <param name="Account">Sign-in name of the account; null where it was erased.</param>
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

/// <summary>A value in the deadline's unit, and the reason, 1 to 200 characters.</summary>
internal sealed record NewDeadline(int? Value, string? Reason)
{
    public static IReadOnlyList<string> Faults(NewDeadline body) =>
        [
            .. Checks.Need(body.Value is not null, "$.value: a whole number in the deadline's unit"),
            .. Checks.Text(body.Reason, "$.reason", 200, needed: true),
        ];
}

/// <summary>Reason for a return to the table's value, 1 to 200 characters.</summary>
internal sealed record DeadlineBack(string? Reason)
{
    public static IReadOnlyList<string> Faults(DeadlineBack body) => [.. Checks.Text(body.Reason, "$.reason", 200, needed: true)];
}

/// <summary>A request that waits for a second person, until a time.</summary>
internal sealed record DeadlineWaits(string Deadline, ConfirmationId Confirmation, DateTimeOffset Until, long Position);
