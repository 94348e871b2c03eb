using Emergency.Domain;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Across.Disclosure;

/// <summary>查看一次: one record in clear.</summary>
internal static class RevealEndpoints
{
    public static RouteGroupBuilder MapReveals(this RouteGroupBuilder api)
    {
        api.MapPost("/communities/{code}/residents/{personId:guid}/reveal", Reveal).Needs(PeoplePermissions.PersonReveal);
        return api;
    }

    /// <summary>Opens one record in clear, for a reason. The reading is recorded and durable before anything leaves; a minor's record needs an approval for the asker's role, or an emergency that a second person looks at afterwards.</summary>
    public static async Task<Outcome<PersonRevealed>> Reveal(
        string code,
        Guid personId,
        NewReveal body,
        Asked asked,
        Revealing revealing,
        CancellationToken stop
    ) =>
        NewReveal.Faults(body) is { Count: > 0 } faults
            ? Problem.Bad(faults)
            : await revealing.Reveal(asked, code, new PersonId(personId), body, stop);
}
