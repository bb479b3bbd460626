// SPDX-License-Identifier: Apache-2.0
// The list of native modules. A new file of natives adds its declaration and its row here.
#include "runtime/bifs/bif.hpp"

namespace rt {

// clang-format off
// One declaration per line.
extern const BifModule kAsn1Ber;
extern const BifModule kAsn1Per;
extern const BifModule kAtomics;
extern const BifModule kApplication;
extern const BifModule kCode;
extern const BifModule kErlDdll;
extern const BifModule kErtsDebug;
extern const BifModule kErtsDebugBreakpoint;
extern const BifModule kErtsDebugDisassemble;
extern const BifModule kErtsDebugDirty;
extern const BifModule kErtsDebugState;
extern const BifModule kErtsInternalAtomics;
extern const BifModule kErtsInternalCounters;
extern const BifModule kErtsInternalPersistent;
extern const BifModule kErtsInternalTermType;
extern const BifModule kLiteralCollector;
extern const BifModule kPersistentTerm;
extern const BifModule kErlangArith;
extern const BifModule kErlangConvert;
extern const BifModule kErlangCalendar;
extern const BifModule kErlangStatistics;
extern const BifModule kErlangSystem;
extern const BifModule kErlangTime;
extern const BifModule kErtsInternalTime;
extern const BifModule kOs;
extern const BifModule kOsTime;
extern const BifModule kErtsInternalCompare;
extern const BifModule kErlangDictionary;
extern const BifModule kErlangFun;
extern const BifModule kErlangHash;
extern const BifModule kErlangModule;
extern const BifModule kErlangDynamicTrace;
extern const BifModule kErlangPacket;
extern const BifModule kErlangNif;
extern const BifModule kErtsInternalSystem;
extern const BifModule kErlangMonitoring;
extern const BifModule kCodeCoverage;
extern const BifModule kPrimTty;
extern const BifModule kErlangMemory;
extern const BifModule kCryptoAead;
extern const BifModule kCryptoAlgorithms;
extern const BifModule kCryptoCipher;
extern const BifModule kCryptoDigest;
extern const BifModule kCryptoMac;
extern const BifModule kCryptoAgree;
extern const BifModule kCryptoEncrypt;
extern const BifModule kCryptoGenerate;
extern const BifModule kCryptoNumbers;
extern const BifModule kCryptoSign;
extern const BifModule kCryptoRandom;
extern const BifModule kCodeStart;
extern const BifModule kFileServer;
extern const BifModule kStandardError;
extern const BifModule kUserDrv;
extern const BifModule kUserSup;
extern const BifModule kErtsInternalPort;
extern const BifModule kErlangPort;
extern const BifModule kErtsInternalStatistics;
extern const BifModule kErlangLoad;
extern const BifModule kErtsInternalLoad;
extern const BifModule kErlangList;
extern const BifModule kErlangMaps;
extern const BifModule kErlangTuple;
extern const BifModule kErlangType;
extern const BifModule kErtsInternalConvert;
extern const BifModule kErtsInternalMaps;
extern const BifModule kLists;
extern const BifModule kMaps;
extern const BifModule kBinary;
extern const BifModule kBinaryIolist;
extern const BifModule kBinarySearch;
extern const BifModule kErtsInternalSpawn;
extern const BifModule kErtsInternalProcess;
extern const BifModule kErlangTimer;
extern const BifModule kErlangSpawn;
extern const BifModule kErlangSend;
extern const BifModule kErlangRegistry;
extern const BifModule kErlangProcess;
extern const BifModule kErlangProcessInfo;
extern const BifModule kErtsInternalProcessInfo;
extern const BifModule kErlangLink;
extern const BifModule kErlangApply;
extern const BifModule kErlangError;
extern const BifModule kNetKernel;
extern const BifModule kFile;
extern const BifModule kErrorLogger;
extern const BifModule kInit;
extern const BifModule kIo;
extern const BifModule kErlangNode;
extern const BifModule kUnicode;
extern const BifModule kErlangAtom;
extern const BifModule kErlangBinary;
extern const BifModule kErlangChecksum;
extern const BifModule kErlangDisplay;
extern const BifModule kErlangExternal;
extern const BifModule kErlangIdentifier;
extern const BifModule kErlangIolist;
extern const BifModule kErtsInternalDisplay;
extern const BifModule kMath;
extern const BifModule kPrimBuffer;
extern const BifModule kPrimFile;
extern const BifModule kPrimFileName;
extern const BifModule kPrimFilePath;
extern const BifModule kZlib;
extern const BifModule kRe;
extern const BifModule kString;
extern const BifModule kEts;
extern const BifModule kEtsInfo;
extern const BifModule kEtsInsert;
extern const BifModule kEtsMatchSpec;
extern const BifModule kEtsSelect;
extern const BifModule kEtsTable;
extern const BifModule kEtsUpdate;
extern const BifModule kErtsInternalEts;
extern const BifModule kErlangMatchSpec;

namespace {
constexpr const BifModule* kModules[] = {
    nullptr,
    &kAtomics,
    &kApplication,
    &kCode,
    &kErlDdll,
    &kErtsDebug,
    &kErtsDebugBreakpoint,
    &kErtsDebugDisassemble,
    &kErtsDebugDirty,
    &kErtsDebugState,
    &kErtsInternalAtomics,
    &kErtsInternalCounters,
    &kErtsInternalPersistent,
    &kErtsInternalTermType,
    &kLiteralCollector,
    &kPersistentTerm,
    &kErlangArith,
    &kErlangConvert,
    &kErlangCalendar,
    &kErlangStatistics,
    &kErlangSystem,
    &kErlangTime,
    &kErtsInternalTime,
    &kOs,
    &kOsTime,
    &kErtsInternalCompare,
    &kErlangDictionary,
    &kErlangFun,
    &kErlangHash,
    &kErlangModule,
    &kErlangDynamicTrace,
    &kErlangPacket,
    &kErlangNif,
    &kErtsInternalSystem,
    &kErlangMonitoring,
    &kCodeCoverage,
    &kPrimTty,
    &kErlangMemory,
    &kAsn1Ber,
    &kAsn1Per,
    &kCryptoAead,
    &kCryptoAlgorithms,
    &kCryptoCipher,
    &kCryptoDigest,
    &kCryptoMac,
    &kCryptoAgree,
    &kCryptoEncrypt,
    &kCryptoGenerate,
    &kCryptoNumbers,
    &kCryptoSign,
    &kCryptoRandom,
    &kCodeStart, &kFileServer, &kStandardError, &kUserDrv, &kUserSup, &kErtsInternalPort, &kErlangPort, &kErtsInternalStatistics,
    &kErlangLoad,
    &kErtsInternalLoad,
    &kErlangList,
    &kErlangMaps,
    &kErlangTuple,
    &kErlangType,
    &kErtsInternalConvert,
    &kErtsInternalMaps,
    &kLists,
    &kMaps,
    &kBinary,
    &kBinaryIolist,
    &kBinarySearch,
    &kErtsInternalSpawn,
    &kErtsInternalProcess,
    &kErlangTimer,
    &kErlangSpawn,
    &kErlangSend,
    &kErlangRegistry,
    &kErlangProcess,
    &kErlangProcessInfo,
    &kErtsInternalProcessInfo,
    &kErlangLink,
    &kErlangApply,
    &kErlangError,
    &kNetKernel,
    &kFile,
    &kErrorLogger,
    &kInit, &kIo,
    &kErlangNode,
    &kUnicode,
    &kErlangAtom,
    &kErlangBinary,
    &kErlangChecksum,
    &kErlangDisplay,
    &kErlangExternal,
    &kErlangIdentifier,
    &kErlangIolist,
    &kErtsInternalDisplay,
    &kMath,
    &kPrimBuffer,
    &kPrimFile,
    &kPrimFileName,
    &kPrimFilePath,
    &kZlib,
    &kRe,
    &kString,
    &kEts,
    &kEtsInfo,
    &kEtsInsert,
    &kEtsMatchSpec,
    &kEtsSelect,
    &kEtsTable,
    &kEtsUpdate,
    &kErtsInternalEts,
    &kErlangMatchSpec,
};
}  // namespace
// clang-format on

std::span<const BifModule* const> all_bif_modules() {
  return std::span<const BifModule* const>(kModules).subspan(1);
}

}  // namespace rt
