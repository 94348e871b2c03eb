using Emergency.Domain;
using Emergency.Domain.Authorities;
using Emergency.Domain.Teams;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Authorities;

/// <summary>The current and the next shift at an authority's duty desk, names masked.</summary>
/// <param name="Now">Null where nobody is rostered.</param>
/// <param name="LateSince">Time since which the next shift is late; null while nothing is late.</param>
/// <param name="TakenAt">Time of the last 交班; <paramref name="TakenBy"/> is the role that recorded it.</param>
/// <param name="Note">Note of the last 交班 on open matters; null for askers who do not act for this authority.</param>
/// <param name="Own">True when the asker can roster and hand over here.</param>
internal sealed record DutyShown(
    string Authority,
    string Name,
    WatchShown? Now,
    WatchShown? Next,
    DateTimeOffset? LateSince,
    DateTimeOffset? TakenAt,
    Role? TakenBy,
    string? Note,
    bool Own,
    long Position
)
{
    public static DutyShown Of(AuthoritySeen seen, string? note)
    {
        var (state, at) = (seen.Desk.State, seen.Asked.Now);
        return new(
            seen.Code,
            seen.Name,
            WatchShown.Of(seen.Desk, state.Having(at)),
            WatchShown.Of(seen.Desk, state.Next(at)),
            state.LateSince(at),
            state.Taken?.At,
            state.Taken?.By.Role,
            note,
            seen.Own(DutyPermissions.Edit),
            seen.Known.At.Value
        );
    }
}

/// <summary>A shift with its people, the lead first.</summary>
internal sealed record WatchShown(DateOnly Day, Shift Shift, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<KeeperShown> Items)
{
    public static WatchShown? Of(DeskKnown desk, Watch? watch) =>
        watch is not null && desk.State.Hours(watch) is { } hours
            ? new(watch.Day, watch.Shift, hours.From, hours.To, [.. desk.State.Keeping(watch).Select(turn => KeeperShown.Of(desk, turn))])
            : null;
}

/// <summary>Somebody's turn at the desk, the name masked.</summary>
internal sealed record KeeperShown(
    OfficerId Officer,
    Post Post,
    Shift Shift,
    string Mask,
    string? Title,
    DateTimeOffset From,
    DateTimeOffset To
)
{
    public static KeeperShown Of(DeskKnown desk, Turn turn) =>
        new(
            turn.Officer,
            turn.Post,
            turn.Shift,
            desk.Mask(turn.Officer),
            desk.Contacts.GetValueOrDefault(turn.Officer)?.Title,
            turn.From,
            turn.To
        );
}

/// <summary>Names and phones of the current and the next shift; <paramref name="Access"/> is the record of this reading.</summary>
internal sealed record KeeperContacts(AccessId Access, IReadOnlyList<KeeperContact> Items, long Position);

internal sealed record KeeperContact(OfficerId Officer, string Name, string? Title, IReadOnlyList<string> Phones);

/// <summary>All officers who can be rostered, names masked.</summary>
internal sealed record OfficersShown(IReadOnlyList<OfficerShown> Items, long Position);

internal sealed record OfficerShown(OfficerId Id, string Mask, string? Title);

/// <summary>A day's turns at the desk.</summary>
internal sealed record DeskDay(DateOnly Day, IReadOnlyList<KeeperShown> Items, long Position);

/// <summary>An officer to be added. With an id, name and phone of an existing officer are changed.</summary>
/// <param name="Title">The office held: 副区长, 值班员.</param>
internal sealed record NewOfficer(OfficerId? Id, string? Name, string? Title, string? Phone)
{
    public static IEnumerable<string> Faults(NewOfficer? officer, string path) =>
        officer is null
            ? [$"{path}: name and phone"]
            :
            [
                .. Checks.Text(officer.Name, $"{path}.name", 40, needed: true),
                .. Checks.Text(officer.Title, $"{path}.title", 40),
                .. Checks.Text(officer.Phone, $"{path}.phone", 40, needed: true),
                .. Checks.Need(
                    officer.Phone is null || officer.Phone.All(c => char.IsAsciiDigit(c) || c is '-' or '+' or ' '),
                    $"{path}.phone: digits"
                ),
            ];
}

/// <summary>New or changed officers, 1 … 100.</summary>
internal sealed record NewOfficers(ListOf<NewOfficer>? Officers)
{
    public static IReadOnlyList<string> Faults(NewOfficers? body) =>
        body?.Officers is { Count: >= 1 and <= 100 } officers
            ? [.. officers.SelectMany((officer, i) => NewOfficer.Faults(officer, $"$.officers[{i}]"))]
            : ["$.officers: 1 to 100"];
}

/// <summary>Ids of the recorded officers, in the order in which they were sent.</summary>
internal sealed record OfficersRecorded(IReadOnlyList<OfficerId> Ids, long Position);

/// <summary>A turn as it is sent in. Its hours are those of the shift (usually 08:00–20:00, 20:00–08:00) unless named.</summary>
internal sealed record NewTurn(DateOnly? Day, Shift? Shift, Post? Post, OfficerId? Officer, DateTimeOffset? From, DateTimeOffset? To)
    : ISentTurn
{
    public static IEnumerable<string> Faults(NewTurn? turn, string path) =>
        SentTurn.Faults(turn, path, [Domain.Teams.Post.Lead, Domain.Teams.Post.Desk], ("officer", turn?.Officer is not null));

    public Turn Turn(InForce inForce, string authority)
    {
        var (from, to) = this.Hours(inForce, authority);
        return new(Day!.Value, Shift!.Value, Post!.Value, Officer!.Value, from, to);
    }
}

/// <summary>A turn and its replacement.</summary>
internal sealed record ChangedTurn(NewTurn? Was, NewTurn? Now);

/// <summary>The shift that takes over, and a note on open matters of at most 1,000 characters.</summary>
internal sealed record NewHandOver(DateOnly? Day, Shift? Shift, string? Note)
{
    public static IReadOnlyList<string> Faults(NewHandOver? body) =>
        body is null
            ? ["$: day and shift"]
            :
            [
                .. Checks.Need(body.Day is not null, "$.day: YYYY-MM-DD"),
                .. Checks.Need(body.Shift is not null, "$.shift: day or night"),
                .. Checks.Text(body.Note, "$.note", 1_000),
            ];
}
