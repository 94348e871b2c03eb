namespace Emergency.Domain;

/// <summary>Why a record is destroyed (个人信息保护法 47): its purpose is fulfilled, its term is over, consent was withdrawn, or it should not have been kept.</summary>
public enum ErasureBasis
{
    PurposeFulfilled,
    TermOver,
    ConsentWithdrawn,
    Unlawful,
}
