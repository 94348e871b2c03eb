using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>
/// 请核对: endpoints for records that earlier files may have mixed up, checked at the street. Names and numbers are masked;
/// to see them, a desk opens the record itself.
/// </summary>
internal static class DoubtEndpoints
{
    private const int MostItems = 200;

    public static RouteGroupBuilder MapDoubts(this RouteGroupBuilder api)
    {
        api.MapGet("/divisions/{code}/doubts", List).Needs(PeoplePermissions.DoubtSettle);
        api.MapPost("/communities/{code}/doubts/{doubtId:guid}", Settle).Needs(PeoplePermissions.DoubtSettle);
        return api;
    }

    /// <summary>The open doubts at or below a division, oldest first, at most 200; <c>total</c> counts all.</summary>
    public static async Task<Outcome<DoubtsPage>> List(string code, Asked asked, Folding folding, Doubts doubts, CancellationToken stop)
    {
        if (asked.Allow(PeoplePermissions.DoubtSettle, new Place(code)).Problem is { } problem)
            return problem;
        var known = folding.Now;
        var all = await doubts.In(known, asked.Realm, code, stop);
        var places = known.Of<PlacesKnown>(asked.Realm);
        return new Outcome<DoubtsPage>(
            new([.. all.Take(MostItems).Select(one => Shown(one, places))], all.Count, known.At.Value),
            known.At
        );
    }

    /// <summary>
    /// Settles a doubt: the record is right as it is, or its former content is put back. For a number that two persons have,
    /// "right" gives it to the later one and "put back" leaves it to the first.
    /// </summary>
    public static async Task<Outcome<DoubtAnswered>> Settle(
        string code,
        Guid doubtId,
        NewDoubtAnswer body,
        Asked asked,
        Folding folding,
        Doubts doubts,
        Sending sending,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (body.PutBack is not { } putBack)
            return Problem.Bad("$.putBack: true or false");
        if (asked.Allow(PeoplePermissions.DoubtSettle, new Place(code)).Problem is { } problem)
            return problem;
        var known = await folding.Newest(stop);
        var doubt = (await doubts.In(known, asked.Realm, code, stop)).FirstOrDefault(one => one.Id == doubtId);
        // The doubt is settled already, perhaps by this very request: the register answers the same again.
        if (doubt is null && !await doubts.IsSettled(known, asked.Realm, code, doubtId, stop))
            return new Problem("doubt.gone", []);
        var (person, guardian) = doubt is null ? (null, null) : Written(doubt, putBack, known.Of<ResidentsKnown>(asked.Realm), sealing);
        var sent = await sending.Send(
            asked,
            PeoplePermissions.DoubtSettle,
            new Place(code),
            Entities.Residents(asked.Realm, code),
            by => new SettleDoubt(doubtId, person, guardian, guardian is null ? null : doubt!.Import, putBack, by, asked.Now),
            stop: stop
        );
        return sent.With(new DoubtAnswered(doubtId, putBack, sent.Position.Value));
    }

    private static (AtRiskResident? Person, GuardianId? Guardian) Written(
        Doubt doubt,
        bool putBack,
        ResidentsKnown residents,
        ISealing sealing
    ) =>
        doubt.Kind switch
        {
            DoubtKind.NumberTwice => (Numberless(putBack ? doubt.Person : residents.Persons[First(doubt, residents)], sealing), null),
            DoubtKind.StrayGuardian => (null, putBack ? doubt.Guardian!.Id : null),
            _ => (putBack ? doubt.Before : null, null),
        };

    private static PersonId First(Doubt doubt, ResidentsKnown residents) =>
        residents
            .PersonsOf(doubt.Community)
            .First(one =>
                one.Id != doubt.Person.Id && one.Sensitive.Register == doubt.Person.Sensitive.Register && one.Contact == doubt.Was!.Contact
            )
            .Id;

    private static AtRiskResident Numberless(PersonKnown person, ISealing sealing) =>
        new(
            person.Id,
            person.Household,
            person.Grid,
            sealing.Seal(person.Id.Value, person.Contact),
            sealing.Seal(person.Id.Value, person.Sensitive with { Register = null }),
            person.Helper
        );

    private static DoubtShown Shown(Doubt doubt, PlacesKnown places) =>
        new(
            doubt.Id,
            doubt.Kind,
            doubt.Community,
            places.Name(doubt.Community),
            doubt.Person.Id,
            doubt.Person.Sensitive.Register,
            doubt.At == DateTimeOffset.MaxValue ? null : doubt.At,
            doubt.Was is { } was ? Side(was.Contact, was.Sensitive) : null,
            Side(doubt.Person.Contact, doubt.Person.Sensitive),
            doubt.Guardian is { } guardian ? new(guardian.Contact.Role, Masks.Name(guardian.Contact.Name), guardian.Contact.Relation) : null
        );

    private static DoubtSide Side(PersonContact contact, PersonSensitive sensitive) =>
        new(
            Masks.Name(contact.Name),
            contact.Sex,
            sensitive.Born?.Year,
            contact.Building,
            contact.Unit,
            contact.Room,
            sensitive.Kinds,
            sensitive.Needs
        );
}

internal sealed record DoubtsPage(IReadOnlyList<DoubtShown> Items, int Total, long Position);

/// <param name="Number">The register's own number.</param>
/// <param name="At">Time at which the file changed it; null where no single file did.</param>
/// <param name="Was">Former content of the record, or the first of two with the same number.</param>
internal sealed record DoubtShown(
    Guid Id,
    DoubtKind Kind,
    string Community,
    string CommunityName,
    PersonId Person,
    string? Number,
    DateTimeOffset? At,
    DoubtSide? Was,
    DoubtSide Now,
    DoubtGuardian? Guardian
);

/// <param name="Name">Masked.</param>
internal sealed record DoubtSide(
    string Name,
    string? Sex,
    int? BornIn,
    string? Building,
    string? Unit,
    string? Room,
    IReadOnlyList<string> Kinds,
    IReadOnlyList<string> Needs
);

internal sealed record DoubtGuardian(string Role, string Name, string? Relation);

internal sealed record NewDoubtAnswer(bool? PutBack);

internal sealed record DoubtAnswered(Guid Doubt, bool PutBack, long Position);
