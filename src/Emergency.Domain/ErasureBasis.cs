namespace Emergency.Domain;

/// <summary>Ground for destroying a record (个人信息保护法 47): its purpose is fulfilled, its term is over, consent was withdrawn, or keeping it
/// was unlawful.</summary>
public enum ErasureBasis
{
    PurposeFulfilled,
    TermOver,
    ConsentWithdrawn,
    Unlawful,
}
