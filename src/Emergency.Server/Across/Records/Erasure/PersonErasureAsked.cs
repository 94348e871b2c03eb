using Emergency.Domain;

namespace Emergency.Server.Across.Erasure;

/// <summary>A request that waits for the other office until then.</summary>
internal sealed record PersonErasureAsked(PersonId PersonId, ConfirmationId Confirmation, DateTimeOffset Until, long Position);
