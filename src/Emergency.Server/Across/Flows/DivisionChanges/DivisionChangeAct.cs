using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Places;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>A change of divisions with its decisions for each thing, as stored until somebody else confirms it.</summary>
internal sealed record DivisionChangeAsked(int Number, int Edition, ListOf<string> Old, ListOf<NewDivision> New, DateOnly From, int Things);

/// <summary>
/// Splits and merges communities. Others see and keep whole registers afterwards, so that a second person of the street or the county must
/// confirm the street's decisions.
/// </summary>
internal sealed class DivisionChangeAct(Folding folding, Sending sending, ISealing sealing) : IAskedAct
{
    public AskedKind Kind => AskedKind.DivisionChange;

    public static AskedAct Of(string street, int number) =>
        new(AskedKind.DivisionChange, street, FormattableString.Invariant($"{street}.{number}"));

    public AskedWhat? What(ConfirmationKnown one)
    {
        if (Body(one) is not { } body)
            return null;
        var places = folding.Now.Of<PlacesKnown>();
        return new(Divisions: new([.. body.Old.Select(places.Name)], [.. body.New.Select(to => to.Name)], body.From, body.Things));
    }

    public ValueTask<Problem?> Against(Asked asker, ConfirmationKnown one, CancellationToken stop) =>
        ValueTask.FromResult(
            asker.Allow(DivisionChangePermissions.Make, new Place(one.Act.Place)).Problem
                ?? (Body(one) is { } body ? Against(folding.Now, one.Act.Place, body.Edition, asker) : Problem.NotFound)
        );

    /// <summary>The problem that stands against the change now; null where there is none.</summary>
    public static Problem? Against(Known known, string street, int edition, Asked asker) =>
        DivisionChange.Decide(
            known.Of<DivisionChangesKnown>().Of(street),
            Begin(known, street, edition, asker.By(Role.StreetOfficer), asker.Now)
        )
            is Decision.Rejected { Rejection: var why }
            ? new Problem(why.Code.Text, why.Arguments)
            : null;

    public async Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop)
    {
        var (body, known) = (Body(one)!, await folding.Newest(stop));
        return await sending.Send(
            asker,
            DivisionChangePermissions.Make,
            new Place(one.Act.Place),
            Entities.DivisionChange(one.Act.Place),
            by => Begin(known, one.Act.Place, body.Edition, by, asker.Now),
            stop: stop
        );
    }

    private static BeginDivisionChange Begin(Known known, string street, int edition, By by, DateTimeOffset at)
    {
        var change = known.Of<DivisionChangesKnown>().Of(street);
        var things = Things.Of(known, change.Old, Shanghai.Day(at));
        return new BeginDivisionChange(
            edition,
            [.. things.Select(thing => thing.Id)],
            Things.Blocks(known, street, change.Old),
            [.. change.Ending.Select(old => Successors(change, old, things))],
            by,
            at
        );
    }

    // The community that takes most households comes first; where no household moves, all new ones are listed.
    private static Successors Successors(DivisionChange change, string old, IEnumerable<Thing> things)
    {
        List<string> to =
        [
            .. things
                .Where(thing => thing.From == old)
                .Select(thing => (thing.Kind, To: change.Said.GetValueOrDefault(thing.Id, DivisionChange.Ends)))
                .Where(one => one.To != DivisionChange.Ends)
                .GroupBy(one => one.To, StringComparer.Ordinal)
                .OrderByDescending(all => all.Count(one => one.Kind is "household" or "person"))
                .ThenByDescending(all => all.Count())
                .ThenBy(all => all.Key, StringComparer.Ordinal)
                .Select(all => all.Key),
        ];
        return new(old, to.Count > 0 ? [.. to] : [.. change.New.Select(one => one.Code)]);
    }

    private DivisionChangeAsked? Body(ConfirmationKnown one) => sealing.Open<DivisionChangeAsked>(one.State.Body);
}
