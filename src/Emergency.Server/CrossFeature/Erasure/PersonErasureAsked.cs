using Emergency.Domain;

namespace Emergency.Server.CrossFeature.Erasure;

/// <summary>It waits for the other office until then.</summary>
internal sealed record PersonErasureAsked(PersonId PersonId, ConfirmationId Confirmation, DateTimeOffset Until, long Position);
