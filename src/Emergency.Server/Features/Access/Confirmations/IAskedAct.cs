using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Confirmations;

/// <summary>
/// A kind of act that needs two accounts. A noun with such an act registers an implementation and makes requests by
/// <see cref="Confirming.Ask"/>; nothing else needs to know of it.
/// </summary>
internal interface IAskedAct
{
    AskedKind Kind { get; }

    /// <summary>Permission to confirm, over the act's place.</summary>
    Permission Confirms => ConfirmationPermissions.Confirming(Kind);

    /// <summary>Content of a request, in full, for its asker and for those who may confirm; null where its key is gone.</summary>
    AskedWhat? What(ConfirmationKnown one);

    /// <summary>
    /// Further problem that forbids this account to confirm; null where there is none. The permission over the place has been checked, and
    /// that the confirmer is another person and, if required, of another office.
    /// </summary>
    Problem? Forbids(Asked confirming, ConfirmationKnown one, Known known) => null;

    /// <summary>
    /// Problem of the act under the current rules for <paramref name="asker"/>, who may have lost a role since; null where it can be done.
    /// </summary>
    ValueTask<Problem?> Against(Asked asker, ConfirmationKnown one, CancellationToken stop);

    /// <summary>
    /// Carries out the act, under command ids computed from <paramref name="asker"/>'s, so that doing it twice has the effect of once.
    /// </summary>
    Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop);
}

/// <summary>Content of a request; properties that do not apply are null.</summary>
/// <param name="Account">The name used to sign in.</param>
/// <param name="Person">Owner of the account, or person of the record, masked.</param>
/// <param name="New">True when the account must still be made.</param>
/// <param name="Grants">Requested roles.</param>
/// <param name="Before">Current roles.</param>
/// <param name="Role">Role that would see minors' records, from the first day to the last.</param>
/// <param name="Record">Record to be destroyed.</param>
/// <param name="Deadline">Deadline of a county to be changed.</param>
/// <param name="Divisions">Communities to be split or merged.</param>
/// <param name="Line">Line to be changed.</param>
/// <param name="Standard">Draft to be adopted or dropped in a county.</param>
internal sealed record AskedWhat(
    string? Account = null,
    string? Person = null,
    bool? New = null,
    ListOf<Grant>? Grants = null,
    ListOf<Grant>? Before = null,
    Role? Role = null,
    DateOnly? From = null,
    DateOnly? To = null,
    PersonId? Record = null,
    ErasureBasis? Basis = null,
    string? Reason = null,
    AskedDeadline? Deadline = null,
    AskedStandard? Standard = null,
    AskedDivisions? Divisions = null,
    AskedLine? Line = null
);

/// <summary>A line to hotlines, to be set up, changed or ended, with its requested properties.</summary>
/// <param name="Name">Name of the other end.</param>
/// <param name="Url">Requested address for messages; null: somebody dials.</param>
/// <param name="Before">Current address for messages; null where there is no line yet, or somebody dials.</param>
internal sealed record AskedLine(
    string Code,
    LineTurn Turn,
    string Name,
    IReadOnlyList<string> Numbers,
    IReadOnlyList<string> Areas,
    string? Url,
    string? Before
);

/// <summary>
/// Change of a line: a new line; another address or other facts; one more secret; the end of a secret; the end of the line.
/// </summary>
internal enum LineTurn
{
    New,
    Change,
    Secret,
    SecretEnd,
    End,
}

/// <summary>Communities to be split or merged.</summary>
/// <param name="Things">Number of things whose new community was named.</param>
internal sealed record AskedDivisions(IReadOnlyList<string> Old, IReadOnlyList<string> New, DateOnly From, int Things);

/// <summary>Requested value of a deadline, in its unit.</summary>
/// <param name="Before">Value in force at the time of the request.</param>
/// <param name="Back">True for a return to the table's value.</param>
internal sealed record AskedDeadline(string Code, DeadlineUnit Unit, int Value, int Before, bool Back);

/// <summary>A draft requested as a county's own standard.</summary>
/// <param name="Pack">The rule pack's id.</param>
/// <param name="Back">True for a return to a draft.</param>
internal sealed record AskedStandard(string Pack, string Version, bool Back, string? Name = null);
