using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.People;

/// <summary>同意 不同意 撤回.</summary>
public enum ConsentAnswer
{
    Given,
    Refused,
    Withdrawn,
}

/// <summary>Consent as stated: the uses, the person who stated it, the day. <paramref name="Guardian"/>: guardian who stated it for a
/// minor, or for an adult whose lack of capacity is recorded; null: the person themself.</summary>
public sealed record ConsentSaid(ListOf<ConsentUse> Uses, GuardianId? Guardian, DateOnly Day);

/// <summary>Proof of the statement: a signed paper among the person's files, or a witness. <paramref name="Explained"/>: person who
/// explained the use, if another than the one who wrote it down. Names are sealed under the person's key.</summary>
public sealed record ConsentProof(AttachmentId? Paper, Sealed? Witness, Sealed? Explained);

/// <summary>People who can decide for a person, as looked up: only the person where no guardian does. Caregivers (委托照护人) never
/// can.</summary>
public sealed record ConsentDeciders(bool Guarded, ListOf<GuardianId> Guardians);

/// <summary>Newest answer to one use.</summary>
public sealed record ConsentStands(ConsentUse Use, ConsentAnswer Answer, GuardianId? Guardian, DateOnly Day, DateOnly? Until);

/// <summary>Command about a person's consent; consent is never a condition of being counted or rescued.</summary>
public abstract record ConsentCommand(
    PersonId Person,
    ConsentSaid Said,
    ConsentDeciders Deciders,
    ConsentProof Proof,
    By By,
    DateTimeOffset At
) : ResidentsCommand;

/// <param name="Until">Last day on which it holds; null: until it is withdrawn.</param>
public sealed record GiveConsent(
    PersonId Person,
    ConsentSaid Said,
    DateOnly? Until,
    ConsentDeciders Deciders,
    ConsentProof Proof,
    By By,
    DateTimeOffset At
) : ConsentCommand(Person, Said, Deciders, Proof, By, At);

public sealed record RefuseConsent(
    PersonId Person,
    ConsentSaid Said,
    ConsentDeciders Deciders,
    ConsentProof Proof,
    By By,
    DateTimeOffset At
) : ConsentCommand(Person, Said, Deciders, Proof, By, At);

/// <summary>Withdraws consent; as easy as giving it (个人信息保护法 15): no paper is needed.</summary>
public sealed record WithdrawConsent(
    PersonId Person,
    ConsentSaid Said,
    ConsentDeciders Deciders,
    ConsentProof Proof,
    By By,
    DateTimeOffset At
) : ConsentCommand(Person, Said, Deciders, Proof, By, At);

public abstract record ConsentEvent(PersonId Person, ConsentSaid Said, ConsentProof Proof, By By, DateTimeOffset At)
    : ResidentsEvent,
        IByHand
{
    Sealed? IByHand.Why => null;

    /// <summary>Returns the answer in force for each use after this event.</summary>
    public IEnumerable<ConsentStands> Stands()
    {
        var answer = this switch
        {
            ConsentGiven => ConsentAnswer.Given,
            ConsentRefused => ConsentAnswer.Refused,
            _ => ConsentAnswer.Withdrawn,
        };
        return Said.Uses.Select(use => new ConsentStands(use, answer, Said.Guardian, Said.Day, (this as ConsentGiven)?.Until));
    }
}

[Stored("residents.consent-given.v1")]
public sealed record ConsentGiven(PersonId Person, ConsentSaid Said, DateOnly? Until, ConsentProof Proof, By By, DateTimeOffset At)
    : ConsentEvent(Person, Said, Proof, By, At);

[Stored("residents.consent-refused.v1")]
public sealed record ConsentRefused(PersonId Person, ConsentSaid Said, ConsentProof Proof, By By, DateTimeOffset At)
    : ConsentEvent(Person, Said, Proof, By, At);

[Stored("residents.consent-withdrawn.v1")]
public sealed record ConsentWithdrawn(PersonId Person, ConsentSaid Said, ConsentProof Proof, By By, DateTimeOffset At)
    : ConsentEvent(Person, Said, Proof, By, At);

public sealed partial record Residents
{
    public static readonly Code NoUse = new("residents.consent-no-use"),
        ByGuardian = new("residents.consent-by-guardian"),
        ByThemself = new("residents.consent-by-themself"),
        NoProof = new("residents.consent-no-proof"),
        OlderConsent = new("residents.consent-older");

    /// <summary>Newest answers of each person. Only an erasure ends them: an undone import, or an old file imported again, restores no
    /// consent.</summary>
    public ImmutableDictionary<PersonId, ListOf<ConsentStands>> Consents { get; init; } =
        ImmutableDictionary<PersonId, ListOf<ConsentStands>>.Empty;

    private static Decision Decide(Residents state, ConsentCommand c)
    {
        if (!state.Persons.ContainsKey(c.Person))
            return Reject(state.Departed.ContainsKey(c.Person) ? HasLeft : UnknownPerson, c.Person.ToString());
        if (c.Said.Uses.Count == 0)
            return Reject(NoUse);
        if (Decides(c.Said.Guardian, c.Deciders) is { } fault)
            return Reject(fault);
        if (Ahead(c.Said.Day, c.At) is { } ahead)
            return ahead;
        var known = state.Consents.GetValueOrDefault(c.Person, []);
        if (
            known.Where(one => c.Said.Uses.Contains(one.Use) && one.Day > c.Said.Day).Select(one => one.Day).DefaultIfEmpty().Max()
                is var newer
            && newer != default
        )
            return Reject(OlderConsent, newer.ToString("O", null));
        var until = (c as GiveConsent)?.Until;
        if (until < c.Said.Day)
            return Reject(BadPeriod);
        if (c is GiveConsent && c.Proof is { Paper: null, Witness: null })
            return Reject(NoProof);
        var said = c.Said with { Uses = [.. c.Said.Uses.Distinct()] };
        ConsentEvent happened = c switch
        {
            GiveConsent => new ConsentGiven(c.Person, said, until, c.Proof, c.By, c.At),
            RefuseConsent => new ConsentRefused(c.Person, said, c.Proof, c.By, c.At),
            WithdrawConsent => new ConsentWithdrawn(c.Person, said, c.Proof, c.By, c.At),
            _ => throw new Unforeseen(c),
        };
        return happened.Stands().All(known.Contains) ? Nothing : happened;
    }

    private static Code? Decides(GuardianId? said, ConsentDeciders of) =>
        of.Guarded
            ? said is { } guardian && of.Guardians.Contains(guardian)
                ? null
                : ByGuardian
            : said is null
                ? null
                : ByThemself;

    private static Residents Evolve(Residents state, ConsentEvent e)
    {
        if (state.Gone.Contains(e.Person))
            return state;
        var kept = state.Consents.GetValueOrDefault(e.Person, []).Where(one => !e.Said.Uses.Contains(one.Use));
        return state with { Consents = state.Consents.SetItem(e.Person, [.. kept, .. e.Stands()]) };
    }
}
