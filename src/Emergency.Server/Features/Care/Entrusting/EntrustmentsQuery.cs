using Emergency.Domain;
using Emergency.Server.Features.People;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Entrusting;

/// <summary>An entrusted child as the asker can see it.</summary>
internal sealed record Entrusted(PersonKnown Person, EntrustmentKnown Care, PersonSight Sight);

/// <summary>Joins entrusted care with the register for one asker. Children outside the asker's sight are left out.</summary>
internal sealed class EntrustmentsQuery(Known known, Asked asked)
{
    private readonly ResidentsKnown _residents = known.Of<ResidentsKnown>(asked.Realm);
    private readonly EntrustmentsKnown _all = known.Of<EntrustmentsKnown>(asked.Realm);

    public DateOnly Today { get; } = Shanghai.Day(asked.Now);

    /// <summary>Children of a community whose care is followed, in trouble first, then by door.</summary>
    public IReadOnlyList<Entrusted> In(string community) =>
        [
            .. _all.Of(community)
                .Select(one => Seen(community, one.Key, one.Value))
                .OfType<Entrusted>()
                .OrderBy(one => one.Care.Trouble(Today))
                .ThenBy(one => ResidentsQuery.Key(one.Person), StringComparer.Ordinal),
        ];

    /// <summary>A child that lives there, followed or not; null where the asker has no access, or it is no child.</summary>
    public Entrusted? Of(string community, PersonId id) => Seen(community, id, _all.Find(community, id) ?? EntrustmentKnown.New);

    private Entrusted? Seen(string community, PersonId id, EntrustmentKnown care) =>
        _residents.Persons.GetValueOrDefault(id) is { Erased: false, Left: null } person
        && person.Community == community
        && person.IsMinor(Today)
        && PersonSight.Of(asked, EntrustmentPermissions.Read, person.Place, byTask: false) is { } sight
            ? new(person, care, sight)
            : null;

    /// <summary>True when the asker's role can see children of a community by name now.</summary>
    public bool MayName(Entrusted one) => _residents.Register(one.Person.Community).Has(one.Sight.Role, Today);

    /// <summary>Days before a check on which its notice can leave: letters are printed before the term begins.</summary>
    private const int Ahead = 14;

    /// <summary>The level from which a late check is the secretary's.</summary>
    private const int Secretarys = 3;

    /// <summary>True when carer and parents must be told of a check.</summary>
    public bool IsCheckTold(Entrusted one) => one.Care.IsDue(Today.AddDays(Ahead));

    /// <summary>True when the parents must be told of a check, or that the written entrustment is lacking (未保法 23).</summary>
    public bool IsNoticeDue(Entrusted one) => IsCheckTold(one) || one.Person.Entrusted(Today) is { Contact.Notice: null };

    /// <summary>Number of letters and notices to families that must be printed now.</summary>
    public int Papers(Entrusted one) =>
        one.Care.Letters.Count(letter => letter.Stage == LetterStage.Owed && letter.To.IsFamily())
        + (IsCheckTold(one) && one.Person.Entrusted(Today) is not null ? 1 : 0)
        + (IsNoticeDue(one) ? 1 : 0);

    public IReadOnlyList<Dial> Dial(Entrusted one) =>
        Dialling.For(
            one.Person,
            one.Person.Household is { } home ? _residents.Households.GetValueOrDefault(_residents.HomeOf(home)) : null,
            Today,
            By(one)
        );

    /// <summary>
    /// Ground on which the asker has a child's phone numbers: an approval, or a check that is due and is the asker's own. A
    /// check three days late is the secretary's too, one seven days late the street's.
    /// </summary>
    public string? By(Entrusted one) =>
        _residents
            .Register(one.Person.Community)
            .By(one.Person, one.Sight.Role, Today, one.Care.IsDue(Today) && IsMine(one) ? Approvals.Visit : null);

    private static bool IsMine(Entrusted one) =>
        one.Sight.Role switch
        {
            Role.ChildDirector => true,
            Role.Secretary => one.Care.Level >= Secretarys,
            Role.StreetOfficer => one.Care.Level > Secretarys,
            _ => false,
        };

    public EntrustmentRow Row(Entrusted one)
    {
        var (person, care) = (one.Person, one.Care);
        var carer = person.Entrusted(Today)?.Contact;
        return new(
            person.Id,
            person.Community,
            ResidentsQuery.DoorOf(person),
            ResidentsQuery.AgeOfChild(person, Today),
            carer is null ? null : Masks.Name(carer.Name),
            carer?.Relation,
            care.From,
            care.To,
            carer?.Notice,
            care.Next?.Reason,
            care.Next?.Term,
            care.Next?.Day,
            care.Next?.Before,
            care.Level,
            care.Next is { } late && late.Before < Today ? Today.DayNumber - late.Before.DayNumber : 0,
            care.Next is { } next && next.Before >= Today ? next.Before.DayNumber - Today.DayNumber : 0,
            care.Judgement,
            care.Checked,
            care.IsOver(Today),
            care.Asked is not null,
            _all.ReportsOf(person.Community, person.Id),
            care.LateAnswers,
            care.Letters.Count(letter => letter.Stage != LetterStage.Answered)
        );
    }
}
