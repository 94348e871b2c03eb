namespace Emergency.Domain;

/// <summary>Id that is one UUID; drawn at the edge, never here.</summary>
public interface IGuidId<TSelf>
    where TSelf : struct, IGuidId<TSelf>
{
    Guid Value { get; }
    static abstract TSelf From(Guid value);
}

public readonly record struct IncidentId(Guid Value) : IGuidId<IncidentId>
{
    public static IncidentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ReportId(Guid Value) : IGuidId<ReportId>
{
    public static ReportId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>A report of suspected harm to a minor (未保法 11).</summary>
public readonly record struct HarmReportId(Guid Value) : IGuidId<HarmReportId>
{
    public static HarmReportId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct TaskId(Guid Value) : IGuidId<TaskId>
{
    public static TaskId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct PersonId(Guid Value) : IGuidId<PersonId>
{
    public static PersonId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct HouseholdId(Guid Value) : IGuidId<HouseholdId>
{
    public static HouseholdId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct GuardianId(Guid Value) : IGuidId<GuardianId>
{
    public static GuardianId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct MemberId(Guid Value) : IGuidId<MemberId>
{
    public static MemberId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct OfficerId(Guid Value) : IGuidId<OfficerId>
{
    public static OfficerId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ResponseId(Guid Value) : IGuidId<ResponseId>
{
    public static ResponseId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct LotId(Guid Value) : IGuidId<LotId>
{
    public static LotId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Loan of pieces of a lot.</summary>
public readonly record struct LoanId(Guid Value) : IGuidId<LoanId>
{
    public static LoanId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Resource for an emergency: a vehicle, a generator, a hall.</summary>
public readonly record struct ResourceId(Guid Value) : IGuidId<ResourceId>
{
    public static ResourceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Object on the ground: a hydrant, a gate, a building.</summary>
public readonly record struct GroundId(Guid Value) : IGuidId<GroundId>
{
    public static GroundId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Pieces on their way from one store to another.</summary>
public readonly record struct TransferId(Guid Value) : IGuidId<TransferId>
{
    public static TransferId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct EquipmentId(Guid Value) : IGuidId<EquipmentId>
{
    public static EquipmentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct HazardId(Guid Value) : IGuidId<HazardId>
{
    public static HazardId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ShelterId(Guid Value) : IGuidId<ShelterId>
{
    public static ShelterId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct LinkId(Guid Value) : IGuidId<LinkId>
{
    public static LinkId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct CareCaseId(Guid Value) : IGuidId<CareCaseId>
{
    public static CareCaseId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct GoodsRequestId(Guid Value) : IGuidId<GoodsRequestId>
{
    public static GoodsRequestId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>An application to have a matter on a county's lists.</summary>
public readonly record struct MatterApplicationId(Guid Value) : IGuidId<MatterApplicationId>
{
    public static MatterApplicationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct OrderId(Guid Value) : IGuidId<OrderId>
{
    public static OrderId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct CallId(Guid Value) : IGuidId<CallId>
{
    public static CallId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct CallOutId(Guid Value) : IGuidId<CallOutId>
{
    public static CallOutId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct WarningId(Guid Value) : IGuidId<WarningId>
{
    public static WarningId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>A property company, an owners' committee, a unit … of a community.</summary>
public readonly record struct PartyId(Guid Value) : IGuidId<PartyId>
{
    public static PartyId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Request to a party.</summary>
public readonly record struct PartyAskId(Guid Value) : IGuidId<PartyAskId>
{
    public static PartyAskId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Need for volunteers on a day.</summary>
public readonly record struct VolunteerNeedId(Guid Value) : IGuidId<VolunteerNeedId>
{
    public static VolunteerNeedId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct HandoverId(Guid Value) : IGuidId<HandoverId>
{
    public static HandoverId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ScheduleId(Guid Value) : IGuidId<ScheduleId>
{
    public static ScheduleId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct DrillId(Guid Value) : IGuidId<DrillId>
{
    public static DrillId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ImprovementId(Guid Value) : IGuidId<ImprovementId>
{
    public static ImprovementId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Message to the players of a drill.</summary>
public readonly record struct CueId(Guid Value) : IGuidId<CueId>
{
    public static CueId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ImportId(Guid Value) : IGuidId<ImportId>
{
    public static ImportId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct SessionId(Guid Value) : IGuidId<SessionId>
{
    public static SessionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ConfirmationId(Guid Value) : IGuidId<ConfirmationId>
{
    public static ConfirmationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct AttachmentId(Guid Value) : IGuidId<AttachmentId>
{
    public static AttachmentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Opening of a list of persons, or of one record.</summary>
public readonly record struct AccessId(Guid Value) : IGuidId<AccessId>
{
    public static AccessId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>An account's key: HMAC (hex) of its folded name, so that the name itself stands nowhere in clear.</summary>
public readonly record struct AccountId(string Key)
{
    public override string ToString() => Key;
}

/// <summary>Encrypted value that only the holder of its key can read: "keyId:suite:base64(nonce, ciphertext, tag)". Opaque here: it is
/// sealed before it enters a command.</summary>
public readonly record struct Sealed(string Text)
{
    public override string ToString() => "sealed";
}

/// <summary>Acting person: the account, the role it acts in, and its team member where it is bound to one.</summary>
public sealed record By(AccountId Account, Role Role, MemberId? Member = null);

/// <summary>A risk point (风险点).</summary>
public readonly record struct RiskPointId(Guid Value) : IGuidId<RiskPointId>
{
    public static RiskPointId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>A patrol round (巡查).</summary>
public readonly record struct PatrolId(Guid Value) : IGuidId<PatrolId>
{
    public static PatrolId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Secret that both ends of a line sign with.</summary>
public readonly record struct LineSecretId(Guid Value) : IGuidId<LineSecretId>
{
    public static LineSecretId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
