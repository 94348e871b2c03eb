using Emergency.Domain;

namespace Emergency.Server.CrossFeature.Erasure;

/// <summary>Why a record is destroyed. No free text: it could only repeat what is to go.</summary>
internal sealed record NewErasure(ErasureBasis? Basis);
