using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Confirmations;

/// <summary>One kind of act that takes two accounts. A noun that has such an act registers one of these and asks by <see cref="Confirming.Ask"/>; nothing else needs to know of it.</summary>
internal interface IAskedAct
{
    AskedKind Kind { get; }

    /// <summary>Who confirms, over the act's place.</summary>
    Permission Confirms => ConfirmationPermissions.Confirming(Kind);

    /// <summary>What is asked for, in full, to who asked or may confirm; null where its key is gone.</summary>
    AskedWhat? What(ConfirmationKnown one);

    /// <summary>What forbids that just this account confirms, beside the permission over the place and that it is another person's, where need be another office's, to confirm; null where nothing does.</summary>
    Problem? Forbids(Asked confirming, ConfirmationKnown one, Known known) => null;

    /// <summary>What the law says at this moment against an act of <paramref name="asker"/>, who may have lost a role since; null where it may be done.</summary>
    ValueTask<Problem?> Against(Asked asker, ConfirmationKnown one, CancellationToken stop);

    /// <summary>Does what was confirmed, under command ids that follow from <paramref name="asker"/>'s: done twice it is done once.</summary>
    Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop);
}

/// <summary>What is asked for, as far as it applies.</summary>
/// <param name="Account">The name one signs in with.</param>
/// <param name="Person">Whose account or record it is, masked.</param>
/// <param name="New">Whether the account is still to be made.</param>
/// <param name="Grants">The roles it shall have.</param>
/// <param name="Before">The roles it has.</param>
/// <param name="Role">Who shall see minors' records, from the first day to the last.</param>
/// <param name="Record">The record that shall be destroyed.</param>
/// <param name="Deadline">The deadline of a county that shall be another.</param>
/// <param name="Divisions">The communities that shall be split or merged.</param>
/// <param name="Line">The line that shall be another.</param>
/// <param name="Standard">The draft that shall count in a county, or count no more.</param>
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

/// <summary>A line to hotlines that is asked to be set up, changed or ended, as it would be.</summary>
/// <param name="Name">Who is at the other end.</param>
/// <param name="Url">Where messages would be sent; null: somebody dials.</param>
/// <param name="Before">Where they are sent now; null where there is no line yet, or somebody dials.</param>
internal sealed record AskedLine(
    string Code,
    LineTurn Turn,
    string Name,
    IReadOnlyList<string> Numbers,
    IReadOnlyList<string> Areas,
    string? Url,
    string? Before
);

/// <summary>A new line, another address or other facts, one more secret, the end of a secret, the end of the line.</summary>
internal enum LineTurn
{
    New,
    Change,
    Secret,
    SecretEnd,
    End,
}

/// <summary>Communities that are asked to be split or merged.</summary>
/// <param name="Things">Of how many things it was said where they go.</param>
internal sealed record AskedDivisions(IReadOnlyList<string> Old, IReadOnlyList<string> New, DateOnly From, int Things);

/// <summary>A deadline's value that is asked for, in its unit.</summary>
/// <param name="Before">The value in force when it was asked for.</param>
/// <param name="Back">It is the table's again.</param>
internal sealed record AskedDeadline(string Code, DeadlineUnit Unit, int Value, int Before, bool Back);

/// <summary>A draft that is asked for as a county's own standard.</summary>
/// <param name="Pack">The rule pack's id.</param>
/// <param name="Back">It is a draft again.</param>
internal sealed record AskedStandard(string Pack, string Version, bool Back, string? Name = null);
