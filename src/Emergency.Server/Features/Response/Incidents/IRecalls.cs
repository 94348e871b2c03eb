using Emergency.Domain;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>Reloads from the journal, for one request, data of an archived incident that has left memory.</summary>
internal interface IRecalls
{
    /// <summary>The known state with all data of that incident; the same where none of it has left memory.</summary>
    ValueTask<Known> Recall(Known known, string realm, IncidentId incident, CancellationToken stop);
}
