using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.People;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Server.Foundation;

namespace Emergency.Benchmarks.Years;

/// <summary>
/// A quiet week of a community: roster, stock, sessions as programs before the table of sessions stored them, a look into the register.
/// </summary>
internal static class Routine
{
    private static readonly string Token = new('0', 64);

    public static async Task Week(Pen pen, Community community, Random random, DateTimeOffset at)
    {
        var (by, team, stock) = (
            community.Secretary,
            Entities.Team(Entities.Live, community.Code),
            Entities.Supplies(Entities.Live, community.Code)
        );
        for (var n = 0; n < 7; n++)
            foreach (var shift in (Shift[])[Shift.Day, Shift.Night])
            {
                var day = Shanghai.Day(at).AddDays(n);
                var (from, to) = Rosters.Hours(day, shift, InForce.Table, community.Code);
                var who = community.Team[random.Next(community.Team.Count)].Member!.Value;
                await pen.Send(team, new RosterTurn(new(day, shift, Post.Desk, who, from, to, null), by, at), by, at);
            }
        var away = community.Team[random.Next(community.Team.Count)].Member!.Value;
        foreach (var availability in (Availability[])[Availability.OnLeave, Availability.OnPost])
            await pen.Send(team, new SetAvailability(away, availability, by, at), by, at);
        foreach (var lot in community.Stock)
            await pen.Send(stock, new CheckLot(lot.Id, lot.Quantity, Shanghai.Day(at), by, at), by, at);
        foreach (var one in community.Team)
            await SignedIn(pen, one, at = at.AddMinutes(random.Next(1, 600)));
        var person = community.Persons[random.Next(community.Persons.Count)].Person;
        await pen.Send(
            Entities.Residents(Entities.Live, community.Code),
            new PairHelper(person, community.Team[random.Next(community.Team.Count)].Member, by, at),
            by,
            at
        );
        await pen.Send(
            Entities.Audit(Entities.Live, Shanghai.Day(at), County.Code),
            new RecordAccess(
                new(Guid.CreateVersion7(at)),
                AccessPurpose.Register,
                null,
                community.Code,
                [person],
                null,
                null,
                by,
                at,
                ReasonCode.Check
            ),
            by,
            at
        );
    }

    private static async Task SignedIn(Pen pen, By by, DateTimeOffset at)
    {
        var (to, session) = (Entities.Account(by.Account), new SessionId(Guid.CreateVersion7(at)));
        await pen.Send(to, new SignIn(session, Token, at.AddHours(12), at, KnownDevice: true, SessionOn.Desk), by, at);
        await pen.Send(to, new RenewSession(session, at.AddHours(18), at.AddHours(6)), by, at.AddHours(6));
        await pen.Send(to, new SignOut(session, at.AddHours(9)), by, at.AddHours(9));
    }
}
