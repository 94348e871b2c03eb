using Emergency.Domain;

namespace Emergency.Server.Across.Erasure;

/// <summary>Reason why a record is destroyed. It has no free text, which could only repeat the data to be destroyed.</summary>
internal sealed record NewErasure(ErasureBasis? Basis);
