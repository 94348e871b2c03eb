using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.People;

/// <summary>A register as stored, sealed. A correction names such a record as the one on which it is based.</summary>
internal sealed class StoredRegister(IFeed feed, ISealing sealing)
{
    /// <summary>The register of a community, folded from its stream by the domain.</summary>
    public async ValueTask<Residents> Of(string realm, string community, CancellationToken stop)
    {
        var (state, upTo) = (Residents.None, await feed.Head(stop));
        await foreach (var happened in feed.Stream(Entities.Residents(realm, community), upTo, stop))
            if (happened.Event is ResidentsEvent told)
                state = Residents.Evolve(state, told);
        return state;
    }

    /// <summary>Returns null for a person who does not live there.</summary>
    public async ValueTask<AtRiskResident?> Person(string realm, string community, PersonId id, CancellationToken stop) =>
        (await Of(realm, community, stop)).Persons.GetValueOrDefault(id);

    /// <summary>Returns null where the key is gone.</summary>
    public PersonDraft? Open(AtRiskResident stored) =>
        sealing.Open<PersonContact>(stored.Contact) is { } contact && sealing.Open<PersonSensitive>(stored.Sensitive) is { } sensitive
            ? new(contact, sensitive, stored.Grid, stored.Household)
            : null;
}
